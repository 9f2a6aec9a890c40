import dev.carousel.online.BlockNetwork;
import dev.carousel.online.BlockTopology;
import dev.carousel.online.GateKind;
import dev.carousel.online.OnlineLearner;
import dev.carousel.online.TruncatedGradient;
import dev.carousel.online.Wiring;
import dev.carousel.random.Randomness;

/**
 * Learning while the sequence runs, by the algorithm of the 1997 paper: nothing is kept of the
 * past, so a step takes the same time and memory however long the sequence is. It shows a or b,
 * then noise for a while, and then asks which of them it was.
 */
final int noise = 30; // steps

void main(String[] args) throws IOException {
  BlockTopology topology = BlockTopology.of(4, 2, 2, 1).with(Wiring.GATE_BIAS, Wiring.OUTPUT_BIAS);
  BlockNetwork network =
      BlockNetwork.random(topology, 0.5, new Randomness(1, 0)).gateBiases(GateKind.INPUT, -1, -2);
  OnlineLearner learner = new TruncatedGradient(network);
  Random random = new Random(1);

  int right = 0;
  for (int round = 1; round <= 5000; round++) {
    int shown = random.nextInt(2);
    learner.start();
    learner.step(shown); // the input of a or of b is 1, all others are 0
    for (int t = 0; t < noise; t++) {
      learner.step(new double[] {0, 0, random.nextDouble(), 0});
    }
    learner.step(3); // the question
    int answer = learner.outputs()[0] > 0.5 ? 1 : 0;
    right += answer == shown ? 1 : 0;
    learner.learn(new double[] {shown});
    learner.update(0.5);
    if (round % 1000 == 0) {
      IO.println("after %,d rounds: %5.1f %% right".formatted(round, right / 10.0));
      right = 0;
    }
  }
  Path file = Path.of(args.length > 0 ? args[0] : "online.safetensors");
  network.save(file);
  IO.println("%d weights in %s".formatted(topology.weightCount(), file));
}
