import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Scanner;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.json.JSONObject;

/** Asks a person for access and prints the tokens: authorization code with PKCE (RFC 6749, RFC 7636). */
public class AuthorizationCode {
    static final String AUTHORIZATION_ENDPOINT = "<<authorization_endpoint>>";
    static final String TOKEN_ENDPOINT = "<<token_endpoint>>";
    static final String CLIENT_ID = "<<client_id>>";
    static final String REDIRECT_URI = "<<redirect_uri>>";
    static final String SCOPE = "<<scope>>";

    public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
        String clientSecret = env("CLIENT_SECRET"); // only for apps with a secret
        String state = randomText();
        String codeVerifier = randomText();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(codeVerifier.getBytes(StandardCharsets.US_ASCII));
        HttpUrl.Builder question = HttpUrl.get(AUTHORIZATION_ENDPOINT).newBuilder()
            .addQueryParameter("response_type", "code")
            .addQueryParameter("client_id", CLIENT_ID)
            .addQueryParameter("state", state)
            .addQueryParameter("code_challenge", base64Url(hash))
            .addQueryParameter("code_challenge_method", "S256");
        FormBody.Builder form = new FormBody.Builder()
            .add("grant_type", "authorization_code")
            .add("client_id", CLIENT_ID)
            .add("client_secret", clientSecret) // only for apps with a secret
            .add("code_verifier", codeVerifier);
        if (!REDIRECT_URI.isEmpty()) {
            question.addQueryParameter("redirect_uri", REDIRECT_URI);
            form.add("redirect_uri", REDIRECT_URI);
        }
        if (!SCOPE.isEmpty()) question.addQueryParameter("scope", SCOPE);

        System.err.println("Open this address, allow access, then paste the address that you end at, or the code that the page shows:");
        System.err.println(question.build());
        form.add("code", codeIn(new Scanner(System.in).nextLine().trim(), state));

        Request request = new Request.Builder().url(TOKEN_ENDPOINT).post(form.build()).build();
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            String body = response.body().string();
            if (response.code() != 200) stop(body);
            JSONObject tokens = new JSONObject(body);
            for (String name : List.of("access_token", "expires_in", "refresh_token")) {
                if (tokens.has(name)) System.out.println(name + " " + tokens.get(name));
            }
        }
    }

    static String codeIn(String pasted, String state) {
        if (!pasted.contains("://")) return pasted;
        // HttpUrl reads http addresses only, and that of an app on a phone may have a scheme of its own.
        HttpUrl answer = HttpUrl.get("http://localhost/?" + pasted.substring(pasted.indexOf('?') + 1));
        String error = answer.queryParameter("error");
        if (error != null) stop(error + ": " + answer.queryParameter("error_description"));
        if (!state.equals(answer.queryParameter("state")))
            stop("The state does not match: this address answers another request.");
        return answer.queryParameter("code");
    }

    static String randomText() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return base64Url(bytes);
    }

    static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String env(String name) {
        String value = System.getenv(name);
        if (value == null) stop("Set " + name + " first.");
        return value;
    }

    static void stop(String sentence) {
        System.err.println(sentence);
        System.exit(1);
    }
}
