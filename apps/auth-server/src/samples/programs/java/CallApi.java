import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Calls the API with an access token (RFC 6750 §2.1) and prints its answer. */
public class CallApi {
    static final String API_URL = "<<api_url>>";

    public static void main(String[] args) throws IOException {
        Request request = new Request.Builder()
            .url(API_URL)
            .header("Authorization", "Bearer " + env("ACCESS_TOKEN"))
            .build();
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            String body = response.body().string();
            if (response.code() != 200) stop(body);
            System.out.println(body);
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
