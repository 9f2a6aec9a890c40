package dev.carousel.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.bench.process.Side;
import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.CellKind;
import dev.carousel.bench.work.LayerShape;
import dev.carousel.bench.work.Work;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RowsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static PeerRow row(CellKind cell, double ours, double theirs, double share) {
    Case which = new Case(Work.TRAIN, cell, new LayerShape(64, 50, 256, 128), 2);
    return new PeerRow(Side.LIBTORCH, which, ours, theirs, share);
  }

  @Test
  void aRowAsJson() {
    assertThat(JSON.writeValueAsString(row(CellKind.LSTM, 44.123456, 85.7, 0.8612345).json()))
        .isEqualTo(
            """
            {"peer":"libtorch","work":"train","cell":"lstm","batch":64,"time":50,"input":256,\
            "hidden":128,"threads":2,"carousel_ms":44.12,"peer_ms":85.7,"ratio":1.942,\
            "ceiling_share":0.8612}\
            """);
  }

  @Test
  void aSummaryForEachCell() {
    List<Summary> summaries =
        Summary.of(
            List.of(
                row(CellKind.LSTM, 1, 2, 0.5),
                row(CellKind.GRU, 1, 3, 0.5),
                row(CellKind.LSTM, 1, 8, 0.5)));
    assertThat(summaries.stream().map(s -> JSON.writeValueAsString(s.json())))
        .containsExactly(
            """
            {"summary":"geomean","peer":"libtorch","work":"train","cell":"lstm","value":4.0,"min":2.0}\
            """,
            """
            {"summary":"geomean","peer":"libtorch","work":"train","cell":"gru","value":3.0,"min":3.0}\
            """);
  }

  @Test
  void aLineOfTheTableStandsUnderItsHead() {
    String line = PeersTable.row(row(CellKind.LSTM, 44.1234, 85.7, 0.861));
    assertThat(line).hasSameSizeAs(PeersTable.head()).endsWith("  1.94     86 %");
  }
}
