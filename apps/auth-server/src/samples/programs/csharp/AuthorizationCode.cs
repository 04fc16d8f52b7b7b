using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Runtime.Serialization.Json;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;

/// <summary>Asks a person for access and prints the tokens: authorization code with PKCE (RFC 6749, RFC 7636).</summary>
static class AuthorizationCode
{
    const string AuthorizationEndpoint = "<<authorization_endpoint>>";
    const string TokenEndpoint = "<<token_endpoint>>";
    const string ClientId = "<<client_id>>";
    const string RedirectUri = "<<redirect_uri>>";
    const string Scope = "<<scope>>";

    static void Main()
    {
        Run().GetAwaiter().GetResult();
        Environment.Exit(0); // Mono may wait a minute for idle threads without it.
    }

    static async Task Run()
    {
        var clientSecret = Environment.GetEnvironmentVariable("CLIENT_SECRET") ?? Stop("Set CLIENT_SECRET first."); // only for apps with a secret
        var state = RandomText();
        var codeVerifier = RandomText();
        var question = Form(new Dictionary<string, string>
        {
            ["response_type"] = "code",
            ["client_id"] = ClientId,
            ["redirect_uri"] = RedirectUri,
            ["scope"] = Scope,
            ["state"] = state,
            ["code_challenge"] = Base64Url(SHA256.Create().ComputeHash(Encoding.ASCII.GetBytes(codeVerifier))),
            ["code_challenge_method"] = "S256",
        });
        Console.Error.WriteLine("Open this address, allow access, then paste the address that you end at, or the code that the page shows:");
        Console.Error.WriteLine(AuthorizationEndpoint + "?" + await question.ReadAsStringAsync());
        var code = CodeIn(Console.ReadLine() ?? "", state);

        var form = Form(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = ClientId,
            ["client_secret"] = clientSecret, // only for apps with a secret
            ["redirect_uri"] = RedirectUri,
            ["code"] = code,
            ["code_verifier"] = codeVerifier,
        });
        var response = await new HttpClient().PostAsync(TokenEndpoint, form);
        if (!response.IsSuccessStatusCode) Stop(await response.Content.ReadAsStringAsync());
        var settings = new DataContractJsonSerializerSettings { UseSimpleDictionaryFormat = true };
        var json = new DataContractJsonSerializer(typeof(Dictionary<string, object>), settings);
        var tokens = (Dictionary<string, object>)json.ReadObject(await response.Content.ReadAsStreamAsync());
        foreach (var name in new[] { "access_token", "expires_in", "refresh_token" })
        {
            if (tokens.ContainsKey(name)) Console.WriteLine(name + " " + tokens[name]);
        }
    }

    // Fields without a value are not sent.
    static FormUrlEncodedContent Form(Dictionary<string, string> fields) =>
        new FormUrlEncodedContent(fields.Where(field => !string.IsNullOrEmpty(field.Value)));

    static string CodeIn(string pasted, string state)
    {
        if (!pasted.Contains("://")) return pasted.Trim();
        var answer = new Uri(pasted.Trim()).Query.TrimStart('?').Split('&')
            .Select(field => field.Replace('+', ' ').Split('='))
            .ToLookup(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair.Last()));
        if (answer.Contains("error")) Stop(string.Join(": ", answer["error"].Concat(answer["error_description"])));
        if (!answer["state"].Contains(state)) Stop("The state does not match: this address answers another request.");
        return answer["code"].First();
    }

    static string RandomText()
    {
        var bytes = new byte[32];
        RandomNumberGenerator.Create().GetBytes(bytes);
        return Base64Url(bytes);
    }

    static string Base64Url(byte[] bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    static string Stop(string sentence)
    {
        Console.Error.WriteLine(sentence);
        Environment.Exit(1);
        return null;
    }
}
