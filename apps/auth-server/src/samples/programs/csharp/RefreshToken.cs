using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Runtime.Serialization.Json;
using System.Threading.Tasks;

/// <summary>Exchanges a refresh token for a new access token (RFC 6749 §6).</summary>
static class RefreshToken
{
    const string TokenEndpoint = "<<token_endpoint>>";
    const string ClientId = "<<client_id>>";

    static void Main()
    {
        Run().GetAwaiter().GetResult();
        Environment.Exit(0); // Mono may wait a minute for idle threads without it.
    }

    static async Task Run()
    {
        var clientSecret = Environment.GetEnvironmentVariable("CLIENT_SECRET") ?? Stop("Set CLIENT_SECRET first."); // only for apps with a secret
        var refreshToken = Environment.GetEnvironmentVariable("REFRESH_TOKEN") ?? Stop("Set REFRESH_TOKEN first.");
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["client_id"] = ClientId,
            ["client_secret"] = clientSecret, // only for apps with a secret
            ["refresh_token"] = refreshToken,
        };
        var response = await new HttpClient().PostAsync(TokenEndpoint, new FormUrlEncodedContent(form));
        if (!response.IsSuccessStatusCode) Stop(await response.Content.ReadAsStringAsync());
        var settings = new DataContractJsonSerializerSettings { UseSimpleDictionaryFormat = true };
        var json = new DataContractJsonSerializer(typeof(Dictionary<string, object>), settings);
        var tokens = (Dictionary<string, object>)json.ReadObject(await response.Content.ReadAsStreamAsync());
        // The refresh token may be a new one: keep what this answer says.
        foreach (var name in new[] { "access_token", "expires_in", "refresh_token" })
        {
            if (tokens.ContainsKey(name)) Console.WriteLine(name + " " + tokens[name]);
        }
    }

    static string Stop(string sentence)
    {
        Console.Error.WriteLine(sentence);
        Environment.Exit(1);
        return null;
    }
}
