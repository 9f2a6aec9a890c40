import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.network.Stream;
import dev.carousel.loss.Loss;
import dev.carousel.model.Sequential;
import dev.carousel.optim.Adam;
import dev.carousel.tensor.Tensor;
import dev.carousel.train.Fit;

/** The LSTM of the Keras tutorials: read a wave, say at each step what comes next. */
void main() throws IOException {
  float[][][] waves = new float[10][10][1]; // (sequences, time steps, features)
  float[][][] later = new float[10][10][1]; // the same, one step later
  for (int s = 0; s < 10; s++) {
    for (int t = 0; t < 10; t++) {
      waves[s][t][0] = wave(s + t);
      later[s][t][0] = wave(s + t + 1);
    }
  }
  Tensor x = Tensor.of(waves);
  Tensor y = Tensor.of(later);

  Sequential model =
      Sequential.of(Input.sequence(10, 1), Lstm.units(50).returnSequences(), Dense.units(1))
          .compile(new Adam(), Loss.MEAN_SQUARED_ERROR);
  IO.print(model.summary());

  IO.println("loss before  " + model.evaluate(x, y));
  model.fit(x, y, Fit.epochs(100).batchSize(32));
  IO.println("loss after   " + model.evaluate(x, y));

  Tensor predicted = model.predict(x);
  IO.println("predicted    " + predicted.shape() + ", the last step " + predicted.get(0, 9, 0));

  Path file = Files.createTempFile("tutorial", ".safetensors");
  model.save(file);
  Sequential loaded = Sequential.load(file);
  Files.delete(file);

  Stream stream = loaded.stream(); // one step at a time; the state stays inside
  float next = 0;
  for (int t = 0; t < 10; t++) {
    next = stream.step(wave(t))[0];
  }
  IO.println("loaded and streamed the last step    " + next);
}

float wave(int t) {
  return (float) StrictMath.sin(0.5 * t);
}
