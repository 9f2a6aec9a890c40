package dev.carousel.bench.peers;

import dev.carousel.bench.process.Side;
import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.CellKind;
import dev.carousel.bench.work.Statistics;
import dev.carousel.bench.work.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ratios of all shapes of one comparison.
 *
 * @param mean their geometric mean
 * @param least the smallest
 * @param fastest the geometric mean of the ratios of both sides' fastest rounds
 */
public record Summary(
    Side peer, Work work, CellKind cell, double mean, double least, double fastest) {

  /** One for each peer, work and cell, in the order of the rows. */
  public static List<Summary> of(List<PeerRow> rows) {
    Map<List<Enum<?>>, List<PeerRow>> comparisons = new LinkedHashMap<>();
    for (PeerRow row : rows) {
      comparisons
          .computeIfAbsent(
              List.of(row.peer(), row.which().work(), row.which().cell()), k -> new ArrayList<>())
          .add(row);
    }
    List<Summary> summaries = new ArrayList<>();
    comparisons.forEach((key, of) ->
        summaries.add(
            new Summary(
                (Side) key.get(0),
                (Work) key.get(1),
                (CellKind) key.get(2),
                Statistics.geometricMean(of.stream().map(PeerRow::ratio).toList()),
                of.stream().mapToDouble(PeerRow::ratio).min().orElseThrow(),
                Statistics.geometricMean(of.stream().map(PeerRow::fastestRatio).toList()))));
    return summaries;
  }

  /** As an object of JSON. */
  public Map<String, Object> json() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("summary", "geomean");
    row.put("peer", Case.name(peer));
    row.put("work", Case.name(work));
    row.put("cell", Case.name(cell));
    row.put("value", Statistics.digits(mean));
    row.put("min", Statistics.digits(least));
    row.put("fastest", Statistics.digits(fastest));
    return row;
  }
}
