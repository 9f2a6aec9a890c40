package dev.carousel.task.report;
import java.nio.file.*;
import org.junit.jupiter.api.Test;
class ForecastReportTest {
  @Test void w() throws Exception {
    Files.createDirectories(Path.of("target/report"));
    ForecastReport.write(Path.of("target/report/t.html"), SampleReport.temperatures());
    ForecastReport.write(Path.of("target/report/large.html"), SampleReport.large());
    ForecastReport.write(Path.of("target/report/bare.html"), SampleReport.bare("x"));
  }
}
