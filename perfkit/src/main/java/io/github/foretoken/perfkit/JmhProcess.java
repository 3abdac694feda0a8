package io.github.foretoken.perfkit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The other end of {@link JmhMain}: a process with the JMH of one jar, which ends with the {@link Lifetime} that it was started in. */
final class JmhProcess {
    private final Lifetime lifetime;
    private final DataOutputStream requests;
    private final DataInputStream answers;

    /**
     * Starts it.
     *
     * @param command of Java and its options, without a main class
     * @param log for what it prints beside the output of its runs
     */
    JmhProcess(Lifetime lifetime, List<String> command, Path log) {
        this.lifetime = lifetime;
        List<String> all = new ArrayList<>(command);
        all.add(JmhMain.class.getName());
        Process process = lifetime.start(new ProcessBuilder(all).redirectError(log.toFile()));
        requests = new DataOutputStream(process.getOutputStream());
        answers = new DataInputStream(process.getInputStream());
    }

    /** Runs JMH with these arguments; what went wrong, or an empty text. */
    String run(List<String> arguments) {
        try {
            requests.writeInt(arguments.size());
            for (String one : arguments) {
                requests.writeUTF(one);
            }
            requests.flush();
            return answers.readUTF();
        } catch (IOException e) {
            lifetime.awaitTheEnd();
            return "JMH's process has ended (" + e + ")";
        }
    }
}
