package dev.carousel.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.bench.process.Side;
import dev.carousel.bench.process.Turns;
import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.CellKind;
import dev.carousel.bench.work.LayerShape;
import dev.carousel.bench.work.Work;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RowsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static PeerRow row(CellKind cell, double ours, double theirs, double ceiling) {
    Case which = new Case(Work.TRAIN, cell, new LayerShape(64, 50, 256, 128), 2);
    Turns turns =
        new Turns(
            List.of(
                List.of(ours, ours / 2, 2 * ours),
                List.of(9 * theirs, theirs, 0.75 * theirs),
                List.of(ceiling, ceiling, 9 * ceiling)));
    return PeerRow.of(Side.LIBTORCH, which, turns);
  }

  @Test
  void aRowAsJson() {
    assertThat(JSON.writeValueAsString(row(CellKind.LSTM, 44.123456, 85.7, 130).json()))
        .isEqualTo(
            """
            {"peer":"libtorch","work":"train","cell":"lstm","batch":64,"time":50,"input":256,\
            "hidden":128,"threads":2,"carousel_ms":44.12,"peer_ms":85.7,"ratio":1.942,\
            "carousel_fastest_ms":22.06,"peer_fastest_ms":64.28,"ceiling_share":0.5119}\
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
            {"summary":"geomean","peer":"libtorch","work":"train","cell":"lstm","value":4.0,"min":2.0,"fastest":6.0}\
            """,
            """
            {"summary":"geomean","peer":"libtorch","work":"train","cell":"gru","value":3.0,"min":3.0,"fastest":4.5}\
            """);
  }

  @Test
  void aLineOfTheTableStandsUnderItsHead() {
    String line = PeersTable.row(row(CellKind.LSTM, 44.1234, 85.7, 130));
    assertThat(line).hasSameSizeAs(PeersTable.head()).endsWith("  1.94     2.91     51 %");
  }
}
