package dev.carousel.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.tensor.Parameters;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gates that start open or shut: the right numbers in the right columns. */
class FirstBiasesTest {
  private static Parameters first(Cell cell) {
    Parameters.Builder builder = new Parameters.Builder();
    cell.weights(3).forEach((name, w) -> builder.add(name, w.shape(), w.initializer()));
    return builder.build(1);
  }

  @Test
  void gatesStartWhereTheirCellsSay() {
    float[] coupled =
        first(new OdysseyLstmCell(2, OdysseyLstmCell.Variant.CIFG, 1.5f)).get("bias").toArray();
    assertThat(coupled).containsExactly(-1.5f, -1.5f, 0, 0, 0, 0);
    float[] noInputGate =
        first(new OdysseyLstmCell(2, OdysseyLstmCell.Variant.NIG, 1.5f)).get("bias").toArray();
    assertThat(noInputGate).containsExactly(1.5f, 1.5f, 0, 0, 0, 0);
    float[] heads = first(new MlstmCell(4, 2, false)).get("gates_bias").toArray();
    assertThat(Arrays.copyOfRange(heads, 4, 8)).containsExactly(3, 4, 5, 6);
    float[] units = first(new SlstmCell(2, 2)).get("bias").toArray();
    assertThat(Arrays.copyOfRange(units, 2, 8)).containsExactly(3, 3, 0, 0, 0, 0);
    assertThat(Arrays.copyOfRange(units, 10, 12)).containsExactly(6, 6);
    var start =
        new BlockLstmCell.Start(0.1f, List.of(-1f, -2f), List.of(3f, 4f), List.of(-5f, -6f));
    float[] blocks = first(BlockLstmCell.of2000(2, 3).withStart(start)).get("bias").toArray();
    assertThat(Arrays.copyOf(blocks, 4)).containsExactly(-1, -2, 3, 4);
    assertThat(Arrays.copyOfRange(blocks, 10, 12)).containsExactly(-5, -6);
    for (int i = 4; i < 10; i++) {
      assertThat(blocks[i]).isNotZero().isBetween(-0.1f, 0.1f);
    }
  }
}
