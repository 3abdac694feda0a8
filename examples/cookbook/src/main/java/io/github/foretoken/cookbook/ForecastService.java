package io.github.foretoken.cookbook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.foretoken.forecast.Forecast;
import io.github.foretoken.forecast.Forecaster;
import io.github.foretoken.forecast.PredictorBank;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service with a forecaster for each key: POST /KEY with a number learns it and answers with what comes next. */
public final class ForecastService {
    private static final int STEPS = 3;

    private final PredictorBank<String> bank = PredictorBank.of(() -> Forecaster.of(1).horizon(STEPS).build());

    void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String key = exchange.getRequestURI().getPath().substring(1);
            String body = new String(exchange.getRequestBody().readNBytes(64), StandardCharsets.UTF_8).strip();
            int status = 200;
            String answer;
            try {
                double value = Double.parseDouble(body);
                answer = bank.with(key, forecaster -> { // one thread at a time for each key
                    forecaster.observe(value);
                    return json(forecaster.forecast());
                });
            } catch (IllegalArgumentException e) { // no number, or not a finite one
                status = 400;
                answer = "{\"error\":\"the body must be a finite number\"}";
            }
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String json(Forecast ahead) {
        double[] means = new double[ahead.horizon()];
        Arrays.setAll(means, i -> Math.round(10 * ahead.mean(i + 1)[0]) / 10.0);
        return "{\"next\":" + Arrays.toString(means) + "}";
    }

    public static void main(String[] args) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", new ForecastService()::handle);
        try (ExecutorService threads = Executors.newFixedThreadPool(4);
                HttpClient client = HttpClient.newHttpClient()) {
            server.setExecutor(threads);
            server.start();
            String service = "http://localhost:" + server.getAddress().getPort() + "/";
            String answer = "";
            for (int hour = 0; hour < 240; hour++) { // ten days of hours, as a client sends them
                double load = 50 + 20 * Math.sin(2 * Math.PI * hour / 24);
                answer = post(client, service + "house", Double.toString(load)).body();
            }
            System.out.println("after ten days: " + answer);
            HttpResponse<String> refused = post(client, service + "house", "lots");
            System.out.println("for 'lots': " + refused.statusCode() + " " + refused.body());
            server.stop(0);
        }
    }

    private static HttpResponse<String> post(HttpClient client, String url, String body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
