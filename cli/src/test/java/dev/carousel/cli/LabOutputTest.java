package dev.carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.lab.Curve;
import dev.carousel.lab.Experiments;
import dev.carousel.lab.Row;
import dev.carousel.lab.TrialResult;
import dev.carousel.lab.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a row of the lab says of its trials. */
class LabOutputTest {
  private static TrialResult trial(boolean solved, double nmse) {
    return new TrialResult(solved, 4000, 0, 0, Map.of("nmse", nmse), new Curve().points());
  }

  private static JsonNode json(TrialResult... trials) {
    Variant variant = Experiments.variant(Experiments.named("clockwork-waveform"), "clockwork-8x5");
    SortedMap<Integer, TrialResult> results = new TreeMap<>();
    for (TrialResult trial : trials) {
      results.put(results.size(), trial);
    }
    Row row = new Row(variant, variant.algorithms().getFirst(), 1, 5, results, 0.25);
    return JsonMapper.shared().readTree(LabOutput.json(row));
  }

  @Test
  void jsonHasTheFiguresOfSolvedTrialsAndApartThoseOfOthers() {
    JsonNode json =
        json(trial(true, 0.25), trial(false, 0.5), trial(true, 0.75), trial(false, 1.5));
    assertThat(json.get("nmse").doubleValue()).isEqualTo(0.5);
    assertThat(json.get("unsolved").get("nmse").doubleValue()).isEqualTo(1.0);
    assertThat(json.get("complete").booleanValue()).isFalse();
  }

  @Test
  void figuresThatNoTrialHasAreNull() {
    JsonNode unsolved = json(trial(false, 0.5));
    assertThat(unsolved.get("nmse").isNull()).isTrue();
    assertThat(unsolved.get("mean_sequences").isNull()).isTrue();
    assertThat(json(trial(true, 0.5)).has("unsolved")).isFalse();
  }

  @Test
  void rowsThatNoTimeIsLeftForAreNotPassedOverInSilence() {
    String command = "lab all clockwork-waveform --baselines --stop-after 0s";
    CommandProcess.Result result = BadInputTest.run(command.split(" "));
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("carousel: stopped; no trial was finished");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void rowsThatAreDoneAreKeptUntilAllAre(@TempDir Path folder) throws IOException {
    String command = "lab all reber adding --trials 1 --threads 1 --stop-after 8s --json";
    CommandProcess.Result result = CommandProcess.run(folder, command.split(" "));
    assertThat(result.err()).contains("in carousel-lab, the same command goes on");
    List<JsonNode> done =
        result
            .out()
            .lines()
            .map(JsonMapper.shared()::readTree)
            .filter(row -> row.get("complete").booleanValue())
            .toList();
    assertThat(done).isNotEmpty();
    for (JsonNode row : done) {
      String variant = row.get("variant").stringValue();
      String name = row.get("experiment").stringValue() + "_" + variant + "_paper_1.jsonl";
      assertThat(folder.resolve("carousel-lab").resolve(name)).exists();
    }
  }

  @Test
  void anEmptyNameIsShownInQuotes() {
    BadInputTest.check(BadInputTest.run("lab", "all", ""), "'': no such experiment; there are");
  }
}
