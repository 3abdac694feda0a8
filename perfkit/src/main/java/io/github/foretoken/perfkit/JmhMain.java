package io.github.foretoken.perfkit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * JMH that stays: runs one command line after another, each with forks of its own, as they come from the other end of a pipe. Started
 * anew for each fork, JMH took as long as the fork: it asks a second JVM, with all the options of the fork, what that JVM can do.
 *
 * <p>A request is the number of arguments and then these; the answer a text, empty where all went well. The end of the input ends the
 * program. Runs in the JVM and with the JMH of the measured jar.
 */
final class JmhMain {
    private JmhMain() {}

    /** Answers requests until there are no more. */
    public static void main(String[] none) throws IOException {
        DataInputStream in = new DataInputStream(System.in);
        DataOutputStream out = new DataOutputStream(System.out);
        // What benchmarks or JMH print is no answer.
        System.setOut(System.err);
        while (true) {
            String[] arguments;
            try {
                arguments = new String[in.readInt()];
                for (int i = 0; i < arguments.length; i++) {
                    arguments[i] = in.readUTF();
                }
            } catch (EOFException e) {
                return;
            }
            out.writeUTF(answer(arguments));
            out.flush();
        }
    }

    private static String answer(String[] arguments) {
        try {
            new Runner(new CommandLineOptions(arguments)).run();
            return "";
        } catch (RunnerException | CommandLineOptionException | RuntimeException e) {
            String message = e + (e.getCause() == null ? "" : ": " + e.getCause());
            System.err.println(Arrays.toString(arguments) + ": " + message);
            return message;
        }
    }
}
