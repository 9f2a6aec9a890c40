package dev.carousel.golden;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Ten training steps of a model of tokens: embedding(5), LSTM(6), Linear(11) at each time step, cross
 * entropy with a token, always the same batch of 3. Some tokens come several times, some never.
 */
final class TokenTrajectory {
  private static final int B = 3;
  private static final int T = 7;
  private static final int V = 11;
  private static final int E = 5;
  private static final int H = 6;
  private static final int STEPS = 10;
  private static final String[] NAMES = {
    "embedding.weight", "lstm.weight_ih", "lstm.weight_hh", "lstm.bias", "head.weight", "head.bias"
  };
  private static final long[][] SHAPES = {{V, E}, {4 * H, E}, {4 * H, H}, {4 * H}, {V, H}, {V}};

  private TokenTrajectory() {}

  static void write(Path folder) throws IOException {
    Random random = new Random(101);
    Fixture fixture = new Fixture().note("optimizer", "adam").note("options", "lr 0.01");
    long[] xs = random.longs(B * T, 0, V - 2).toArray();
    long[] ys = random.longs(B * T, 0, V).toArray();
    fixture.i64("x", xs, B, T);
    fixture.i64("y", ys, B, T);
    Map<String, Tensor> p = new LinkedHashMap<>();
    for (int i = 0; i < NAMES.length; i++) {
      long size = SHAPES[i][0] * (SHAPES[i].length > 1 ? SHAPES[i][1] : 1);
      double[] values = Torch.random(random, 0.7, (int) size);
      fixture.f32(NAMES[i], values, SHAPES[i]);
      p.put(NAMES[i], Torch.leaf(values, SHAPES[i]));
    }
    Adam optimizer =
        new Adam(new TensorVector(p.values().toArray(Tensor[]::new)), new AdamOptions(0.01));
    double[] losses = new double[STEPS];
    for (int step = 0; step < STEPS; step++) {
      optimizer.zero_grad();
      Tensor logits = forward(p, tokens(xs, B, T)).reshape(B * T, V);
      Tensor loss = torch.cross_entropy_loss(logits, tokens(ys, B * T));
      losses[step] = Torch.values(loss)[0];
      loss.backward();
      optimizer.step();
    }
    fixture.f64("losses", losses, STEPS);
    for (int i = 0; i < NAMES.length; i++) {
      fixture.f64("final." + NAMES[i], Torch.values(p.get(NAMES[i])), SHAPES[i]);
    }
    fixture.write(folder.resolve("train-tokens.safetensors"));
  }

  private static Tensor tokens(long[] values, long... shape) {
    TensorOptions longs = new TensorOptions(torch.ScalarType.Long);
    return torch.from_blob(new LongPointer(values), shape, longs).clone();
  }

  /** (B, T) to (B, T, V). */
  private static Tensor forward(Map<String, Tensor> p, Tensor x) {
    Tensor zeros = Torch.constant(new double[B * H], 1, B, H);
    Tensor noBias = Torch.constant(new double[4 * H], 4 * H);
    TensorVector weights =
        new TensorVector(
            p.get("lstm.weight_ih"), p.get("lstm.weight_hh"), p.get("lstm.bias"), noBias);
    Tensor embedded = torch.embedding(p.get("embedding.weight"), x);
    TensorVector state = new TensorVector(zeros, zeros);
    Tensor out = torch.lstm(embedded, state, weights, true, 1, 0.0, true, false, true).get0();
    return torch.linear(out, p.get("head.weight"), p.get("head.bias"));
  }
}
