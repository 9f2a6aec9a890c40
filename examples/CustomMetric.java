import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.metric.MeanOf;
import dev.carousel.metric.Metric;
import dev.carousel.metric.Outcomes;
import dev.carousel.model.Sequential;
import dev.carousel.optim.Adam;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Tensor;
import dev.carousel.train.Fit;
import dev.carousel.train.History;

/** The largest error of all, a metric of our own: a record, added up batch by batch. */
record WorstError() implements Metric {
  public String name() {
    return "worst error";
  }

  public Tally tally() {
    return new Tally() {
      double worst;

      public void add(Outcomes batch) {
        for (int row = 0; row < batch.rows(); row++) {
          double error = batch.prediction(row, 0) - batch.target(row, 0);
          worst = batch.weight(row) > 0 ? Math.max(worst, Math.abs(error)) : worst;
        }
      }

      public double value() {
        return worst;
      }
    };
  }
}

/** Where a metric is the mean of a score, the score is all there is to write. */
final Metric nearly = MeanOf.elements("within a tenth", (p, y) -> Math.abs(p - y) < 0.1 ? 1 : 0);

/** Learns to add up a sequence, and keeps the weights whose worst error was the smallest. */
void main() {
  Randomness random = new Randomness(1, 0);
  float[][][] x = new float[200][8][1];
  float[][] y = new float[200][1];
  for (int i = 0; i < 200; i++) {
    for (int t = 0; t < 8; t++) {
      x[i][t][0] = random.uniform(8 * i + t) - 0.5f;
      y[i][0] += x[i][t][0];
    }
  }
  Sequential model =
      Sequential.of(Input.sequence(8, 1), Lstm.units(12), Dense.units(1))
          .compile(new Adam(0.01), Loss.MEAN_SQUARED_ERROR);
  Fit fit =
      Fit.epochs(40)
          .validationSplit(0.2)
          .metrics(nearly)
          .watchSmallest(new WorstError())
          .patience(40);
  History history = model.fit(Tensor.of(x), Tensor.of(y), fit);

  print("first", history.epochs().getFirst());
  print("best", history.epochs().get(history.bestEpoch() - 1));
}

void print(String which, History.Epoch epoch) {
  IO.println(
      "%s epoch: worst error %.3f and within a tenth %.2f"
          .formatted(which, epoch.metric("worst error"), epoch.metric("within a tenth")));
}
