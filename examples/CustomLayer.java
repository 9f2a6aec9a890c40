import dev.carousel.cell.Initializers;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Gru;
import dev.carousel.layer.Input;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Place;
import dev.carousel.loss.Loss;
import dev.carousel.model.Sequential;
import dev.carousel.optim.Adam;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import dev.carousel.train.Fit;

/** A layer of one's own: x * sigmoid(x G), a gate for each feature that the features open. */
record FeatureGate(double limit) implements Layer {
  public String kind() {
    return "feature_gate";
  }

  public Shape outputShape(Shape input) {
    return input;
  }

  public void declare(String name, Shape input, Parameters.Builder parameters) {
    Shape square = Shape.of(input.last(), input.last());
    parameters.add(name + "/gate", square, Initializers.uniform(limit));
  }

  public Tensor apply(Place place, Tape tape, Tensor x) {
    Tensor zeros = tape.zeros(Shape.of(x.shape().last()));
    return x.times(zeros.plusProduct(x, place.on(tape, "gate")).sigmoid());
  }
}

/** Of three features the first tells which of the others counts. */
void main() throws IOException {
  float[][][] x = new float[64][5][3];
  float[][] y = new float[64][1];
  Random random = new Random(1);
  for (int i = 0; i < 64; i++) {
    for (int t = 0; t < 5; t++) {
      x[i][t][0] = random.nextBoolean() ? 1 : -1;
      x[i][t][1] = random.nextFloat(-1, 1);
      x[i][t][2] = random.nextFloat(-1, 1);
      y[i][0] += x[i][t][0] > 0 ? x[i][t][1] : x[i][t][2];
    }
  }

  Sequential model =
      Sequential.of(Input.sequence(5, 3), new FeatureGate(1), Gru.units(12), Dense.units(1))
          .compile(new Adam(0.02), Loss.MEAN_SQUARED_ERROR);
  IO.print(model.summary());
  IO.println("loss before  " + model.evaluate(Tensor.of(x), Tensor.of(y)));
  model.fit(Tensor.of(x), Tensor.of(y), Fit.epochs(60));
  IO.println("loss after   " + model.evaluate(Tensor.of(x), Tensor.of(y)));

  Path file = Files.createTempFile("custom", ".safetensors");
  model.save(file);
  Sequential loaded = Sequential.load(file, FeatureGate.class); // its class, for files name none
  Files.delete(file);
  IO.println("loaded loss  " + loaded.compile(new Adam(), Loss.MEAN_SQUARED_ERROR)
      .evaluate(Tensor.of(x), Tensor.of(y)));
}
