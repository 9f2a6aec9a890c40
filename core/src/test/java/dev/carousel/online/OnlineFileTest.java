package dev.carousel.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.file.Safetensors;
import dev.carousel.file.TensorData;
import dev.carousel.random.Randomness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that learn online, saved and loaded. */
class OnlineFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("dev.carousel.online.BlockCases#topologies")
  void blocksComeBackToTheBit(BlockTopology topology) throws IOException {
    BlockNetwork network = BlockCases.network(topology);
    Path file = folder.resolve("blocks.safetensors");
    network.save(file);
    BlockNetwork loaded = BlockNetwork.load(file);
    assertThat(loaded.topology()).isEqualTo(topology);
    assertThat(loaded.weights()).containsExactly(network.weights());
    NetworkRun before = network.run();
    NetworkRun after = loaded.run();
    for (double[] x : BlockCases.random(5, topology.inputs(), 3)) {
      before.step(x);
      after.step(x);
      assertThat(after.outputs()).containsExactly(before.outputs());
    }
  }

  @Test
  void conventionalNetworksComeBackToTheBit() throws IOException {
    RecurrentTopology topology = RecurrentTopology.of(3, 4, 2, Readout.HIDDEN_AND_INPUTS);
    RecurrentNetwork network = RecurrentNetwork.random(topology, 0.3, new Randomness(5, 1));
    Path file = folder.resolve("rnn.safetensors");
    network.save(file);
    assertThat(RecurrentNetwork.load(file).topology()).isEqualTo(topology);
    assertThat(RecurrentNetwork.load(file).weights()).containsExactly(network.weights());
    refused(file, "holds no network with a BlockTopology that this version reads");
  }

  @Test
  void damageIsToldByPlace() throws IOException {
    Path file = folder.resolve("damaged.safetensors");
    BlockNetwork network = new BlockNetwork(BlockTopology.of(2, 1, 1, 1));
    network.weights()[1] = Double.NaN;
    network.save(file);
    refused(file, "a weight is NaN");
    network.weights()[1] = 0;
    network.save(file);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
    refused(file, "damaged.safetensors");
    Map<String, TensorData> weights = Map.of("weights", TensorData.of(new double[3], 3));
    Safetensors.write(file, Map.of("carousel_online", "1", "BlockTopology", "{}"), weights);
    refused(file, "its BlockTopology cannot be read");
    Safetensors.write(file, Map.of("carousel_online", "2", "BlockTopology", "{}"), weights);
    refused(file, "that this version reads");
  }

  private static void refused(Path file, String message) {
    assertThatThrownBy(() -> BlockNetwork.load(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(message);
  }
}
