package dev.carousel.golden;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.bytedeco.pytorch.Adagrad;
import org.bytedeco.pytorch.AdagradOptions;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.RMSprop;
import org.bytedeco.pytorch.RMSpropOptions;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Ten training steps of LSTM(8), then Linear(1) on the last output, mean squared error, always the
 * same batch of 4. PyTorch's second bias (bias_hh) is zero and not trained, so that the layer has
 * one bias as other frameworks have.
 */
final class Trajectories {
  private static final int B = 4;
  private static final int T = 6;
  private static final int I = 3;
  private static final int H = 8;
  private static final int STEPS = 10;
  private static final int AVERAGED_FROM = 3;
  private static final String[] NAMES = {
    "lstm.weight_ih", "lstm.weight_hh", "lstm.bias", "head.weight", "head.bias"
  };
  private static final long[][] SHAPES = {{4 * H, I}, {4 * H, H}, {4 * H}, {1, H}, {1}};

  private Trajectories() {}

  static void write(Path folder) throws IOException {
    write(folder, "adam", "lr 0.01, betas 0.9 0.999, eps 1e-8", Trajectories::adam);
    write(folder, "sgd-momentum", "lr 0.05, momentum 0.9", Trajectories::sgd);
    write(folder, "adamw", "lr 0.01, betas 0.9 0.999, eps 1e-8, decay 0.1 on all, biases too",
        Trajectories::adamW);
    write(folder, "sgd-nesterov", "lr 0.05, momentum 0.9, Nesterov", Trajectories::nesterov);
    write(folder, "rmsprop", "lr 0.01, alpha 0.9, eps 1e-8", p -> rmsProp(p, false));
    write(folder, "rmsprop-centred", "lr 0.01, alpha 0.9, eps 1e-2, momentum 0.8, centred",
        p -> rmsProp(p, true));
    write(folder, "adagrad", "lr 0.05, lr decay 0.1, initial sum 0.01, eps 1e-10",
        Trajectories::adagrad);
  }

  private static Optimizer adam(TensorVector parameters) {
    return new Adam(parameters, new AdamOptions(0.01));
  }

  private static Optimizer sgd(TensorVector parameters) {
    SGDOptions options = new SGDOptions(0.05);
    options.momentum().put(0.9);
    return new SGD(parameters, options);
  }

  private static Optimizer adamW(TensorVector parameters) {
    AdamWOptions options = new AdamWOptions(0.01);
    options.weight_decay().put(0.1);
    return new AdamW(parameters, options);
  }

  private static Optimizer nesterov(TensorVector parameters) {
    SGDOptions options = new SGDOptions(0.05);
    options.momentum().put(0.9);
    options.nesterov().put(true);
    return new SGD(parameters, options);
  }

  private static Optimizer rmsProp(TensorVector parameters, boolean centred) {
    RMSpropOptions options = new RMSpropOptions(0.01);
    options.alpha().put(0.9);
    options.eps().put(centred ? 1e-2 : 1e-8);
    options.momentum().put(centred ? 0.8 : 0);
    options.centered().put(centred);
    return new RMSprop(parameters, options);
  }

  private static Optimizer adagrad(TensorVector parameters) {
    AdagradOptions options = new AdagradOptions(0.05);
    options.lr_decay().put(0.1);
    options.initial_accumulator_value().put(0.01);
    options.eps().put(1e-10);
    return new Adagrad(parameters, options);
  }

  private static void write(
      Path folder, String name, String options, Function<TensorVector, Optimizer> optimizers)
      throws IOException {
    Random random = new Random(97);
    Fixture fixture = new Fixture().note("optimizer", name).note("options", options);
    double[] xs = Torch.random(random, 1.5, B * T * I);
    double[] ys = Torch.random(random, 1, B);
    fixture.f32("x", xs, B, T, I);
    fixture.f32("y", ys, B, 1);
    Map<String, Tensor> parameters = parameters(fixture, random);
    Tensor x = Torch.constant(xs, B, T, I);
    Tensor y = Torch.constant(ys, B, 1);
    Optimizer optimizer =
        optimizers.apply(new TensorVector(parameters.values().toArray(Tensor[]::new)));
    Map<String, Tensor> means = new LinkedHashMap<>();
    double[] losses = new double[STEPS];
    for (int step = 0; step < STEPS; step++) {
      optimizer.zero_grad();
      Tensor loss = torch.mse_loss(forward(parameters, x), y);
      losses[step] = Torch.values(loss)[0];
      loss.backward();
      optimizer.step();
      average(parameters, means, step);
    }
    fixture.f64("losses", losses, STEPS);
    for (int p = 0; p < NAMES.length; p++) {
      fixture.f64("final." + NAMES[p], Torch.values(parameters.get(NAMES[p])), SHAPES[p]);
      if (averaged(name)) {
        fixture.f64("mean." + NAMES[p], Torch.values(means.get(NAMES[p])), SHAPES[p]);
      }
    }
    fixture.write(folder.resolve("train-" + name + ".safetensors"));
  }

  /** Fixtures that existed before means did stay as they are. */
  private static boolean averaged(String name) {
    return name.equals("sgd-nesterov") || name.equals("rmsprop");
  }

  /** The mean of the weights after all steps but the first AVERAGED_FROM. */
  private static void average(
      Map<String, Tensor> parameters, Map<String, Tensor> means, int step) {
    double count = step - AVERAGED_FROM + 1.0;
    for (Map.Entry<String, Tensor> entry : parameters.entrySet()) {
      Tensor now = entry.getValue().detach().clone();
      if (count == 1) {
        means.put(entry.getKey(), now);
      } else if (count > 1) {
        Tensor mean = means.get(entry.getKey());
        means.put(entry.getKey(), mean.add(now.sub(mean).div(new Scalar(count))));
      }
    }
  }

  private static Map<String, Tensor> parameters(Fixture fixture, Random random) {
    int[] sizes = {4 * H * I, 4 * H * H, 4 * H, H, 1};
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    for (int p = 0; p < NAMES.length; p++) {
      double[] values = Torch.random(random, 0.5, sizes[p]);
      fixture.f32(NAMES[p], values, SHAPES[p]);
      parameters.put(NAMES[p], Torch.leaf(values, SHAPES[p]));
    }
    return parameters;
  }

  /** (B, T, I) to (B, 1). */
  private static Tensor forward(Map<String, Tensor> p, Tensor x) {
    Tensor zeros = Torch.constant(new double[B * H], 1, B, H);
    Tensor noBias = Torch.constant(new double[4 * H], 4 * H);
    TensorVector weights =
        new TensorVector(
            p.get("lstm.weight_ih"), p.get("lstm.weight_hh"), p.get("lstm.bias"), noBias);
    TensorVector state = new TensorVector(zeros, zeros);
    Tensor out = torch.lstm(x, state, weights, true, 1, 0.0, true, false, true).get0();
    return torch.linear(out.select(1, T - 1), p.get("head.weight"), p.get("head.bias"));
  }
}
