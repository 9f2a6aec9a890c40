package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.metric.MeanOf;
import dev.carousel.metric.Metric;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.tensor.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who is told what happens, what can end a run, and the history as text. */
class ListenerTest {
  private static final Examples EXAMPLES =
      Examples.of(Samples.tensor(1, 12, 5, 3), Samples.tensor(2, 12, 2));

  private static Network network() {
    return new Network(Input.sequence(5, 3), List.of(Lstm.units(4), Dense.units(2)), 7);
  }

  private static History run(Network network, Fit fit) {
    return new Trainer(
            network, new Adam(0.01), Loss.MEAN_SQUARED_ERROR, Engine.shared(), fit, EXAMPLES)
        .run();
  }

  private record Named(String name, List<String> told) implements Fit.Listener {
    @Override
    public void onBatch(int epoch, int batch, int batches, double loss) {
      told.add(name + " " + epoch + "/" + batch);
    }

    @Override
    public void onEpoch(History.Epoch epoch, boolean best) {
      told.add(name + " " + epoch.number() + " " + epoch.metrics().keySet() + " " + epoch.rate());
    }
  }

  @Test
  void allAreToldInTurn() {
    List<String> told = new ArrayList<>();
    Fit fit = Fit.epochs(1).batchSize(6).validationSplit(0.5).metrics(Metric.R2);
    run(network(), fit.listener(new Named("a", told)).listener(new Named("b", told)));
    assertThat(told).containsExactly("a 1/1", "b 1/1", "a 1 [R2] 0.01", "b 1 [R2] 0.01");
  }

  private static Fit.Listener endingAfter(int epoch) {
    return new Fit.Listener() {
      @Override
      public boolean endsAfter(History.Epoch done) {
        return done.number() == epoch;
      }
    };
  }

  @Test
  void aListenerEndsTheRun(@TempDir Path folder) {
    Fit fit = Fit.epochs(9).batchSize(4).listener(endingAfter(3)).listener(endingAfter(99));
    Network network = network();
    History history = run(network, fit);
    assertThat(history.end()).isEqualTo(History.End.EARLY);
    assertThat(history.epochs()).hasSize(3);
    Fit kept = fit.checkpoint(folder.resolve("run"), Duration.ZERO);
    for (int i = 0; i < 2; i++) { // taken up, it is over
      Network again = network();
      assertThat(run(again, kept)).isEqualTo(history);
      assertThat(again.parameters().values()).isEqualTo(network.parameters().values());
    }
    assertThat(run(network(), Fit.epochs(3).batchSize(4)).epochs()).isEqualTo(history.epochs());
  }

  /** However short the time, a run goes on by a step, and comes to its end in the end. */
  @Test
  void stoppedByTheClockAndTakenUp(@TempDir Path folder) {
    Fit fit = Fit.epochs(2).batchSize(5);
    Network whole = network();
    History expected = run(whole, fit);
    Fit kept = fit.checkpoint(folder.resolve("run"), Duration.ofHours(1)).stopAfter(Duration.ZERO);
    for (int i = 1; i < 6; i++) { // 2 epochs of 3 steps
      History history = run(network(), kept);
      assertThat(history.end()).isEqualTo(History.End.STOPPED);
      assertThat(history.epochs()).hasSize(i / 3);
    }
    Network last = network();
    assertThat(run(last, kept)).isEqualTo(expected);
    assertThat(last.parameters().values()).isEqualTo(whole.parameters().values());
    assertThat(run(network(), fit.stopAfter(Duration.ofDays(1)))).isEqualTo(expected);
  }

  @Test
  void theHistoryAsCsv() {
    Metric odd = MeanOf.elements("a, \"b\"", (p, y) -> p > y ? 1 : 0);
    Fit fit = Fit.epochs(2).validationSplit(0.25).metrics(Metric.R2, odd).metricsOnTraining();
    History history = run(network(), fit);
    List<String> lines = history.toCsv().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst())
        .isEqualTo(
            "epoch,loss,validation loss,rate,R2,\"a, \"\"b\"\"\",training R2,"
                + "\"training a, \"\"b\"\"\"");
    History.Epoch last = history.epochs().getLast();
    String[] values = lines.getLast().split(",");
    assertThat(values).startsWith("2").hasSize(8);
    assertThat(Double.parseDouble(values[1])).isEqualTo(last.loss());
    assertThat(Double.parseDouble(values[2])).isEqualTo(last.validationLoss());
    assertThat(Double.parseDouble(values[3])).isEqualTo(0.01);
    assertThat(Double.parseDouble(values[4])).isEqualTo(last.metric("R2"));
    assertThat(Double.parseDouble(values[6])).isEqualTo(last.trainingMetrics().get("R2"));
    assertThat(run(network(), Fit.epochs(1)).toCsv()).matches("epoch.*\n1,[0-9.]+,,0.01\n");
    assertThat(new History(List.of(), 0, History.End.STOPPED).toCsv())
        .isEqualTo("epoch,loss,validation loss,rate\n");
  }

  @Test
  void theHistoryAsJson() {
    History.Epoch epoch =
        new History.Epoch(1, 0.5, Double.NaN, 0.5, 1e-3, Map.of("a \"b\"", 0.25), Map.of());
    JsonNode read =
        JsonMapper.builder()
            .build()
            .readTree(new History(List.of(epoch), 1, History.End.EARLY).toJson());
    assertThat(read.path("end").asString()).isEqualTo("early");
    assertThat(read.path("bestEpoch").intValue()).isEqualTo(1);
    JsonNode first = read.path("epochs").path(0);
    assertThat(first.path("loss").doubleValue()).isEqualTo(0.5);
    assertThat(first.path("validationLoss").isNull()).isTrue();
    assertThat(first.path("rate").doubleValue()).isEqualTo(1e-3);
    assertThat(first.path("metrics").path("a \"b\"").doubleValue()).isEqualTo(0.25);
  }
}
