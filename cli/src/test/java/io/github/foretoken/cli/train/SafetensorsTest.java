package io.github.foretoken.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.cli.terminal.InputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    private static final String A = "'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}";

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenReadsBackToTheBit() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("second 'é'", Tensor.of(new float[]{1, -0f, Float.MIN_VALUE, 0x1.fffffep127f, 0.1f, 3}, 0, 2, 3));
        tensors.put("first", Tensor.of(new double[]{Math.PI, Double.MIN_VALUE, -0.0}, 3, 1));
        tensors.put("empty", Tensor.of(new double[0], 0, 4));
        tensors.put("scalar", Tensor.of(new float[]{9, 7}, 1));
        Path file = folder.resolve("x.safetensors");
        new Safetensors(Map.of("key", "a \"value\"\n"), tensors).write(file);

        Safetensors read = Safetensors.read(file);
        assertThat(read.metadata()).containsExactly(Map.entry("key", "a \"value\"\n"));
        assertThat(read.tensors().keySet()).containsExactlyElementsOf(tensors.keySet());
        tensors.forEach((name, tensor) -> {
            Tensor same = read.tensors().get(name);
            assertThat(same.type()).isEqualTo(tensor.type());
            assertThat(same.shape()).isEqualTo(tensor.shape());
            assertThat(bits(same.values())).containsExactly(bits(tensor.values()));
        });
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    /** Written down by hand from the format's description, spaces and order included. */
    @Test
    void theLayoutIsTheFormats() {
        byte[] bytes = file("{'b':{'shape':[],'dtype':'F64','data_offsets':[8,16]}," + A + "}   ", 16);
        ByteBuffer.wrap(bytes, bytes.length - 16, 16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1.5f)
                .putFloat(-2)
                .putDouble(0.1);
        Safetensors read = Safetensors.parse(bytes, "it");
        assertThat(read.tensors().get("a").values()).containsExactly(1.5, -2);
        assertThat(read.tensors().get("b").values()).containsExactly(0.1);
        assertThat(read.tensors().get("b").shape()).isEmpty();
        byte[] written = new Safetensors(Map.of(), read.tensors()).bytes();
        assertThat(ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN).getLong()).isEqualTo(written.length - 24L);
        assertThat((written.length - 24) % 8).as("values are aligned").isZero();
    }

    /** Headers with ' for ", the number of bytes that follow, and what the refusal says. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"[]|0|its header does not begin with {",
        "{'a'}|0|its header is not JSON", "{} {}|0|its header is not JSON",
        "{" + A + "," + A + "}|8|its header is not JSON: Duplicate",
        "{'a':3}|0|tensor 'a' must have dtype, shape and data_offsets, and nothing else",
        "{'a':{'dtype':'F32','shape':[2]}}|8|tensor 'a' must have dtype, shape and data_offsets",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'x':0}}|8|and nothing else",
        "{'a':{'dtype':'F16','shape':[2],'data_offsets':[0,4]}}|4|tensor 'a' has dtype \"F16\", not F32 or F64",
        "{'a':{'dtype':1,'shape':[2],'data_offsets':[0,4]}}|4|tensor 'a' has dtype 1, not F32 or F64",
        "{'a':{'dtype':'F32','shape':2,'data_offsets':[0,8]}}|8|its shape is not a list",
        "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}|8|its shape holds -2",
        "{'a':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}}|8|its shape holds 2.0",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,99999999999]}}|8|its data_offsets holds 99999999999",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}|8|not a begin and an end",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0]}}|8|not a begin and an end",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}|8|of type F32 and shape [3] does not fill its data_offsets [0, 8]",
        "{'a':{'dtype':'F64','shape':[2147483647,2147483647,8],'data_offsets':[0,8]}}|8|does not fill",
        "{'a':{'dtype':'F32','shape':[0,2147483647],'data_offsets':[0,8]}}|8|does not fill",
        "{" + A + ",'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}|8|tensor 'b' begins at 4, inside another that ends at 8",
        "{" + A + ",'b':{'dtype':'F32','shape':[1],'data_offsets':[12,16]}}|16|tensor 'b' begins at 12, after a gap that begins at 8",
        "{" + A + "}|12|its tensors take 8 bytes, but 12 follow the header",
        "{" + A + "}|7|its tensors take 8 bytes, but 7 follow the header",
        "{'__metadata__':3}|0|__metadata__ is not an object",
        "{'__metadata__':{'a':3}}|0|__metadata__ holds something other than strings under 'a'"})
    void refuses(String header, int data, String message) {
        assertThatThrownBy(() -> Safetensors.parse(file(header, data), "it")).isInstanceOf(InputException.class)
                .hasMessageStartingWith("it is not a valid safetensors file: ")
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void refusesWrongLengths() throws Exception {
        assertThatThrownBy(() -> Safetensors.parse(new byte[7], "it")).hasMessageContaining("it has 7 bytes");
        for (long length : new long[]{0, 1, 3, 1L << 40, -1, Long.MIN_VALUE}) {
            byte[] bytes = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
            assertThatThrownBy(() -> Safetensors.parse(bytes, "it"))
                    .hasMessageContaining("its header claims " + Long.toUnsignedString(length) + " bytes, of 2");
        }
        byte[] latin = file("{'?':3}", 0);
        latin[10] = (byte) 0xe9;
        assertThatThrownBy(() -> Safetensors.parse(latin, "it")).hasMessageContaining("its header is not UTF-8");
        assertThatThrownBy(() -> Safetensors.read(folder.resolve("none"))).hasMessageContaining("none does not exist");
        // Every truncation of a sound file is refused.
        byte[] sound = file("{" + A + "}", 8);
        Safetensors.parse(sound, "it");
        for (int length = 0; length < sound.length; length++) {
            byte[] cut = Arrays.copyOf(sound, length);
            assertThatThrownBy(() -> Safetensors.parse(cut, "it")).isInstanceOf(InputException.class);
        }
    }

    private static byte[] file(String header, int data) {
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }

    @Test
    void modelsAreRefusedThatDoNotFitTheirConfiguration() throws Exception {
        TrainingConfig config = TrainerTest.tiny(3);
        TrainingFolder files = new TrainingFolder(folder);
        new Model(config, config.theta0()).write(files.weights(), files.config());
        assertThat(files.model().weights()).containsExactly(config.theta0());
        assertThat(files.model().config()).isEqualTo(config);

        String json = Files.readString(files.config());
        Files.writeString(files.config(), json.replace("\"layers\" : 2", "\"layers\" : 3"));
        refusedModel(files, "weights.safetensors: 'layers.2.heads.0.query' should have shape [4, 14], but is missing");
        Files.writeString(files.config(), json.replace("\"layers\" : 2", "\"layers\" : 1"));
        refusedModel(files, "holds a tensor 'layers.1.heads.0.query', which its configuration does not have");
        Files.writeString(files.config(), json.replace("\"dimension\" : 3", "\"dimension\" : 2"));
        refusedModel(files, "'layers.0.heads.0.query' should have shape [3, 10], but has [4, 14]");
        for (String broken : List.of("", "{", "[]", "null", json + "{}",
                json.replace("\"dimension\" : 3", "\"dimension\" : 5000"), json.replace("\"layers\" : 2,", ""),
                json.replace("\"layers\" : 2", "\"layers\" : null"), json.replace("\"layers\" : 2", "\"layers\" : 0"),
                json.replace("\"layers\"", "\"more\" : 1, \"layers\""), json.replace("SOFTMAX", "HARDMAX"))) {
            Files.writeString(files.config(), broken);
            refusedModel(files, "config.json is not a valid training configuration: ");
        }
        Files.writeString(files.config(), json);
        float[] poisoned = config.theta0();
        poisoned[5] = Float.NaN;
        new Model(config, poisoned).write(files.weights(), files.config());
        refusedModel(files, "holds NaN, which is no finite float32");
        Files.delete(files.config());
        refusedModel(files, "config.json does not exist");
        Files.createDirectory(files.config());
        refusedModel(files, "config.json cannot be read: ");
        Files.delete(files.config());
        Files.write(files.config(), new byte[]{'"', (byte) 0xe9, '"'});
        refusedModel(files, "config.json cannot be read: it is not UTF-8");
        Files.writeString(files.config(), json);
        Files.delete(files.weights());
        Files.createDirectory(files.weights());
        refusedModel(files, "weights.safetensors cannot be read: ");
    }

    private static void refusedModel(TrainingFolder files, String message) {
        assertThatThrownBy(files::model).isInstanceOf(InputException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }
}
