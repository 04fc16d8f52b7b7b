using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading.Tasks;

/// <summary>Calls the API with an access token (RFC 6750 §2.1) and prints its answer.</summary>
static class CallApi
{
    const string ApiUrl = "<<api_url>>";

    static void Main()
    {
        Run().GetAwaiter().GetResult();
        Environment.Exit(0); // Mono may wait a minute for idle threads without it.
    }

    static async Task Run()
    {
        var accessToken = Environment.GetEnvironmentVariable("ACCESS_TOKEN") ?? Stop("Set ACCESS_TOKEN first.");
        var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        var response = await http.GetAsync(ApiUrl);
        var body = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode) Stop(body);
        Console.WriteLine(body);
    }

    static string Stop(string sentence)
    {
        Console.Error.WriteLine(sentence);
        Environment.Exit(1);
        return null;
    }
}
