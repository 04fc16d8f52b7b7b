import java.io.IOException;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.json.JSONObject;

/** Asks for a token of the app's own, which no person has to allow: client credentials (RFC 6749 §4.4). */
public class ClientCredentials {
    static final String TOKEN_ENDPOINT = "<<token_endpoint>>";
    static final String CLIENT_ID = "<<client_id>>";
    static final String SCOPE = "<<scope>>";

    public static void main(String[] args) throws IOException {
        FormBody.Builder form = new FormBody.Builder()
            .add("grant_type", "client_credentials")
            .add("client_id", CLIENT_ID)
            .add("client_secret", env("CLIENT_SECRET"));
        if (!SCOPE.isEmpty()) form.add("scope", SCOPE);

        Request request = new Request.Builder().url(TOKEN_ENDPOINT).post(form.build()).build();
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            String body = response.body().string();
            if (response.code() != 200) stop(body);
            JSONObject tokens = new JSONObject(body);
            System.out.println("access_token " + tokens.get("access_token"));
            System.out.println("expires_in " + tokens.get("expires_in"));
        }
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
