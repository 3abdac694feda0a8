package io.github.foretoken.cli.report;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Chromium without a window, spoken to by the DevTools protocol. */
public final class DevTools implements AutoCloseable, WebSocket.Listener {
    private static final int SECONDS = 60;

    private final Process browser;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final StringBuilder message = new StringBuilder();
    private WebSocket socket;

    private DevTools(Process browser) {
        this.browser = browser;
    }

    /**
     * Starts one.
     *
     * @param program its name on the PATH
     * @param profile an empty folder
     */
    public static DevTools start(String program, Path profile) throws Exception {
        Process browser = new ProcessBuilder(program, "--headless=new", "--no-sandbox", "--disable-gpu",
                "--no-first-run", "--disable-background-networking", "--disable-dev-shm-usage",
                "--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank").redirectErrorStream(true)
                .redirectOutput(profile.resolve("browser.log").toFile())
                .start();
        DevTools tools = new DevTools(browser);
        Path port = profile.resolve("DevToolsActivePort");
        for (int i = 0; i < 10 * SECONDS && (!Files.exists(port) || Files.readAllLines(port).size() < 2); i++) {
            Thread.sleep(100);
        }
        HttpClient client = HttpClient.newHttpClient();
        URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(port).getFirst() + "/json/list");
        JsonNode page = null;
        for (int i = 0; i < SECONDS && page == null; i++) {
            for (JsonNode target : JsonMapper.shared()
                    .readTree(client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString()).body())) {
                page = target.get("type").asString().equals("page") ? target : page;
            }
            Thread.sleep(page == null ? 1000 : 0);
        }
        tools.socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(page.get("webSocketDebuggerUrl").asString()), tools)
                .get(SECONDS, TimeUnit.SECONDS);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            tools.call(domain + ".enable", Map.of());
        }
        return tools;
    }

    /** Calls a method of the protocol and waits for its answer. */
    public JsonNode call(String method, Map<String, Object> parameters) throws Exception {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        socket.sendText(
                JsonMapper.shared().writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .get(SECONDS, TimeUnit.SECONDS);
        JsonNode result = answer.get(SECONDS, TimeUnit.SECONDS);
        if (result.has("error")) {
            throw new IOException(method + ": " + result.get("error"));
        }
        return result.get("result");
    }

    /** The value of an expression in the page; promises are waited for. */
    public JsonNode evaluate(String expression) throws Exception {
        JsonNode result =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new IOException(expression + ": " + result.get("exceptionDetails"));
        }
        return result.get("result").get("value");
    }

    /** Sends the mouse somewhere, from the upper left corner of what is in sight. */
    public void mouse(String type, double x, double y, boolean pressed) throws Exception {
        call("Input.dispatchMouseEvent", Map.of("type", type, "x", x, "y", y, "button", pressed ? "left" : "none",
                "buttons", pressed ? 1 : 0, "clickCount", pressed ? 1 : 0));
    }

    /** How wide the page is, whether on a phone, and whether dark. */
    public void device(int width, int height, boolean phone, boolean dark) throws Exception {
        call("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
        call("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Opens a file and waits until its script is done. */
    public void open(Path page) throws Exception {
        events.clear();
        call("Page.navigate", Map.of("url", page.toUri().toString()));
        for (int i = 0; i < 20 * SECONDS
                && !evaluate("document.documentElement?.dataset.ready === 'true'").asBoolean(); i++) {
            if (!complaints().isEmpty()) {
                throw new IOException(page + ": " + complaints());
            }
            Thread.sleep(50);
        }
        if (!evaluate("document.documentElement.dataset.ready === 'true'").asBoolean()) {
            throw new IOException(page + " did not come to an end");
        }
    }

    /** Takes a picture of the whole page. */
    public void picture(Path png) throws Exception {
        JsonNode size = evaluate("({w: innerWidth, h: document.documentElement.scrollHeight})");
        JsonNode shot = call("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip",
                Map.of("x", 0, "y", 0, "width", size.get("w").asInt(), "height", size.get("h").asInt(), "scale", 1)));
        Files.write(png, Base64.getDecoder().decode(shot.get("data").asString()));
    }

    /** What went wrong in the page since it was opened: exceptions, and errors or warnings in its console. */
    public List<String> complaints() {
        return events.stream().filter(event -> switch (event.get("method").asString()) {
            case "Runtime.exceptionThrown" -> true;
            case "Runtime.consoleAPICalled" ->
                    List.of("error", "warning", "assert").contains(event.get("params").get("type").asString());
            case "Log.entryAdded" ->
                    List.of("error", "warning").contains(event.get("params").get("entry").get("level").asString());
            default -> false;
        }).map(JsonNode::toString).toList();
    }

    /** Where requests went since the page was opened. */
    public List<String> requests() {
        return events.stream()
                .filter(event -> event.get("method").asString().equals("Network.requestWillBeSent"))
                .map(event -> event.get("params").get("request").get("url").asString())
                .toList();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean end) {
        message.append(text);
        if (end) {
            JsonNode node = JsonMapper.shared().readTree(message.toString());
            message.setLength(0);
            if (node.has("id")) {
                answers.remove(node.get("id").asInt()).complete(node);
            } else {
                events.add(node);
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
        browser.destroy();
        browser.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(_ -> browser.destroyForcibly()).join();
    }
}
