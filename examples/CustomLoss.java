import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.model.Sequential;
import dev.carousel.optim.Adam;
import dev.carousel.tensor.Tensor;
import dev.carousel.train.Fit;

/** A loss of one's own: squares, but errors below cost four times those above. */
Loss cautious() {
  return new Loss(
      "cautious",
      false, // a value for each element, not for each row
      (prediction, target) -> {
        Tensor error = prediction.minus(target);
        Tensor below = error.times(-1).relu();
        return error.times(error).plus(below.times(below).times(3));
      });
}

/** Forecasts of noise: squares alone end at its mean, the cautious one above. */
void main() {
  float[][][] x = new float[128][4][1];
  float[][] y = new float[128][1];
  Random random = new Random(1);
  for (int i = 0; i < 128; i++) {
    for (int t = 0; t < 4; t++) {
      x[i][t][0] = 1;
    }
    y[i][0] = random.nextFloat(-1, 1);
  }
  IO.println("mean squared error forecasts  " + forecast(Loss.MEAN_SQUARED_ERROR, x, y));
  IO.println("cautious forecasts            " + forecast(cautious(), x, y));
}

float forecast(Loss loss, float[][][] x, float[][] y) {
  Sequential model =
      Sequential.of(Input.sequence(4, 1), Lstm.units(4), Dense.units(1))
          .compile(new Adam(0.02), loss);
  model.fit(Tensor.of(x), Tensor.of(y), Fit.epochs(60).batchSize(128));
  return model.predict(Tensor.of(x)).get(0, 0);
}
