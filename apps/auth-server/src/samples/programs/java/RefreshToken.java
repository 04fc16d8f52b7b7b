import java.io.IOException;
import java.util.List;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.json.JSONObject;

/** Exchanges a refresh token for a new access token (RFC 6749 §6). */
public class RefreshToken {
    static final String TOKEN_ENDPOINT = "<<token_endpoint>>";
    static final String CLIENT_ID = "<<client_id>>";

    public static void main(String[] args) throws IOException {
        String clientSecret = env("CLIENT_SECRET"); // only for apps with a secret
        FormBody form = new FormBody.Builder()
            .add("grant_type", "refresh_token")
            .add("refresh_token", env("REFRESH_TOKEN"))
            .add("client_id", CLIENT_ID)
            .add("client_secret", clientSecret) // only for apps with a secret
            .build();

        Request request = new Request.Builder().url(TOKEN_ENDPOINT).post(form).build();
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            String body = response.body().string();
            if (response.code() != 200) stop(body);
            JSONObject tokens = new JSONObject(body);
            // The refresh token may be a new one: keep what this answer says.
            for (String name : List.of("access_token", "expires_in", "refresh_token")) {
                if (tokens.has(name)) System.out.println(name + " " + tokens.get(name));
            }
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
