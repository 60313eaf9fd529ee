import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks a worker about meetings, through its pipes: java Check.java [the worker's command]. Java 11 or later, nothing else. */
public final class Check {
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> command = args.length > 0 ? List.of(args) : List.of("meetingrules", "serve", "--stdio");
        Process worker = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (Writer requests = new OutputStreamWriter(worker.getOutputStream(), StandardCharsets.UTF_8);
                BufferedReader answers = new BufferedReader(
                        new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8))) {
            for (int number = 1; number <= 3; number++) {
                String plan = "{\"meeting\": \"topical\", \"day\": \"2024-06-0" + number + "\"}";
                requests.write("{\"id\": " + number + ", \"detail\": \"verdict\", \"plan\": " + plan + "}\n");
                requests.flush(); // one line, one answer: the worker waits for no more
                System.out.println(answers.readLine());
            }
        }
        System.exit(worker.waitFor());
    }
}
