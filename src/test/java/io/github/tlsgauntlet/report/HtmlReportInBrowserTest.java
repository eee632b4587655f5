package io.github.tlsgauntlet.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("foreign")
class HtmlReportInBrowserTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  @Test
  void the_policy_lets_the_page_s_own_script_run_and_no_other(@TempDir Path folder)
      throws Exception {
    assumeTrue(
        "true".equals(System.getenv("CI")) || Files.isExecutable(CHROMIUM),
        "needs chromium in " + CHROMIUM);
    Report report = ReportDemo.run("demo " + ReportDemo.HOSTILE, 100, true);
    Path page = new ReportWriter().write(report, folder);
    String injected = "<script>document.documentElement.classList.add('injected')</script></body>";
    Files.writeString(page, Files.readString(page).replace("</body>", injected));
    String dom = dump(page, folder);
    assertThat(dom)
        .contains("<html lang=\"en\" class=\"js\">")
        .contains("classList.add('injected')");
  }

  private static String dump(Path page, Path folder) throws IOException, InterruptedException {
    Path out = folder.resolve("dom.html");
    Process browser =
        new ProcessBuilder(
                List.of(
                    CHROMIUM.toString(),
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--user-data-dir=" + Files.createDirectory(folder.resolve("profile")),
                    "--dump-dom",
                    page.toUri().toString()))
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean ended = browser.waitFor(60, TimeUnit.SECONDS);
    browser.destroyForcibly();
    assertThat(ended).as("chromium ends within a minute").isTrue();
    return Files.readString(out, StandardCharsets.UTF_8);
  }
}
