import dev.carousel.cell.Cell;
import dev.carousel.cell.Initializers;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Recurrent;
import dev.carousel.loss.Loss;
import dev.carousel.model.Sequential;
import dev.carousel.optim.Adam;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import dev.carousel.train.Fit;

/** A cell of one's own: h = k * h- + (1 - k) * c, where k = s(W_k x + b_k), c = tanh(W_c x + b_c). */
record LightCell(int hiddenSize) implements Cell {
  public List<Integer> stateSizes() {
    return List.of(hiddenSize);
  }

  public Map<String, Weight> weights(int inputs) {
    var weights = new LinkedHashMap<String, Weight>();
    weights.put("input", new Weight(Shape.of(inputs, 2 * hiddenSize), Initializers.glorotUniform()));
    weights.put("bias", new Weight(Shape.of(2 * hiddenSize), Initializers.zeros()));
    return weights;
  }

  public List<Tensor> step(Tensor x, List<Tensor> state, Weights weights) {
    Tensor pre = weights.get("bias").plusProduct(x, weights.get("input"));
    Tensor keep = weights.trace("k", pre.columns(0, hiddenSize).sigmoid());
    Tensor candidate = weights.trace("c", pre.columns(hiddenSize, 2 * hiddenSize).tanh());
    return List.of(candidate.plus(keep.times(state.getFirst().minus(candidate))));
  }
}

/** Learns to tell the sign of a sum from the numbers, one at a time. */
void main() throws IOException {
  float[][][] x = new float[64][12][1];
  float[][] y = new float[64][1];
  Random random = new Random(1);
  for (int i = 0; i < 64; i++) {
    double sum = 0;
    for (int t = 0; t < 12; t++) {
      x[i][t][0] = random.nextFloat(-1, 1);
      sum += x[i][t][0];
    }
    y[i][0] = sum > 0 ? 1 : 0;
  }

  Sequential model =
      Sequential.of(Input.sequence(12, 1), Recurrent.of(new LightCell(8)), Dense.units(1))
          .compile(new Adam(0.02), Loss.SIGMOID_CROSS_ENTROPY);
  IO.println("loss before  " + model.evaluate(Tensor.of(x), Tensor.of(y)));
  model.fit(Tensor.of(x), Tensor.of(y), Fit.epochs(60));
  IO.println("loss after   " + model.evaluate(Tensor.of(x), Tensor.of(y)));

  Path file = Files.createTempFile("custom", ".safetensors");
  model.save(file);
  Sequential loaded = Sequential.load(file, LightCell.class); // its class, for files name none
  Files.delete(file);
  IO.println("loaded loss  " + loaded.compile(new Adam(), Loss.SIGMOID_CROSS_ENTROPY)
      .evaluate(Tensor.of(x), Tensor.of(y)));
}
