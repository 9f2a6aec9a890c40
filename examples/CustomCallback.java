import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.metric.Metric;
import dev.carousel.model.Sequential;
import dev.carousel.optim.Adam;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Tensor;
import dev.carousel.train.Fit;
import dev.carousel.train.History;

/** A callback of our own: says how it goes every ten epochs, and when it is enough. */
class Enough implements Fit.Listener {
  public void onEpoch(History.Epoch epoch, boolean best) {
    if (epoch.number() % 10 == 0) {
      IO.println("epoch %d: R2 %.3f".formatted(epoch.number(), epoch.metric("R2")));
    }
  }

  public boolean endsAfter(History.Epoch epoch) {
    return epoch.metric("R2") > 0.9;
  }
}

/** Learns to add up a sequence until nine tenths of the variance are explained. */
void main(String[] args) throws IOException {
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
          .compile(new Adam(0.002), Loss.MEAN_SQUARED_ERROR);
  Fit fit = Fit.epochs(150).validationSplit(0.2).metrics(Metric.R2).listener(new Enough());
  History history = model.fit(Tensor.of(x), Tensor.of(y), fit);

  if (args.length > 0) {
    Files.writeString(Path.of(args[0]), history.toCsv());
  }
  IO.println("enough after epoch " + history.epochs().size());
}
