package dev.carousel.golden;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.pytorch.global.torch;

/** Writes all fixtures under the folder given. */
public final class Make {
  private Make() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    torch.set_num_threads(1);
    LstmCases.write(folder.resolve("lstm"));
    RecurrentCases.write(folder);
    PackedCases.write(folder.resolve("packed"));
    NormCases.write(folder.resolve("norm"));
    Trajectories.write(folder.resolve("train"));
    TokenTrajectory.write(folder.resolve("train"));
    LossCases.write(folder.resolve("loss"));
  }
}
