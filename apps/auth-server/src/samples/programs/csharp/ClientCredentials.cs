using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Runtime.Serialization.Json;
using System.Threading.Tasks;

/// <summary>Asks for a token of the app's own, which no person has to allow: client credentials (RFC 6749 §4.4).</summary>
static class ClientCredentials
{
    const string TokenEndpoint = "<<token_endpoint>>";
    const string ClientId = "<<client_id>>";
    const string Scope = "<<scope>>";

    static void Main()
    {
        Run().GetAwaiter().GetResult();
        Environment.Exit(0); // Mono may wait a minute for idle threads without it.
    }

    static async Task Run()
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = ClientId,
            ["client_secret"] = Environment.GetEnvironmentVariable("CLIENT_SECRET") ?? Stop("Set CLIENT_SECRET first."),
            ["scope"] = Scope,
        };
        var given = form.Where(field => field.Value != "");
        var response = await new HttpClient().PostAsync(TokenEndpoint, new FormUrlEncodedContent(given));
        if (!response.IsSuccessStatusCode) Stop(await response.Content.ReadAsStringAsync());
        var settings = new DataContractJsonSerializerSettings { UseSimpleDictionaryFormat = true };
        var json = new DataContractJsonSerializer(typeof(Dictionary<string, object>), settings);
        var tokens = (Dictionary<string, object>)json.ReadObject(await response.Content.ReadAsStreamAsync());
        Console.WriteLine("access_token " + tokens["access_token"]);
        Console.WriteLine("expires_in " + tokens["expires_in"]);
    }

    static string Stop(string sentence)
    {
        Console.Error.WriteLine(sentence);
        Environment.Exit(1);
        return null;
    }
}
