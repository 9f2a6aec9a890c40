package dev.carousel.lab;

import dev.carousel.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One HTML page of rows: tables and learning curves, everything inside, no script. */
public final class LabPage {
  private LabPage() {}

  /** The rows of which there are kept trials in a folder, of all seeds. */
  public static List<Row> kept(Path folder) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Experiment experiment : Experiments.all()) {
      for (Variant variant : experiment.variants()) {
        for (Algorithm algorithm : variant.algorithms()) {
          for (long seed : TrialFile.seeds(folder, variant, algorithm)) {
            int trials = variant.published().trials();
            Row row = new RowRun(variant, algorithm, seed, trials, 1, folder, () -> true).kept();
            if (row.trials() > 0) {
              rows.add(row);
            }
          }
        }
      }
    }
    return rows;
  }

  /**
   * Writes the page, as a whole or not at all.
   *
   * @param made when and where, for people
   */
  public static void write(Path file, List<Row> rows, String made) throws IOException {
    byte[] page = html(rows, made).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(page));
  }

  /** The page as text. */
  public static String html(List<Row> rows, String made) {
    StringBuilder page = new StringBuilder(HEAD);
    origin(page, rows, made);
    for (Experiment experiment : Experiments.all()) {
      List<Row> ours =
          rows.stream()
              .filter(row -> row.variant().experiment().equals(experiment.name()))
              .toList();
      if (!ours.isEmpty()) {
        section(page, experiment, ours);
      }
    }
    return page.append("</main></body></html>\n").toString();
  }

  /** What it takes to get the same page again. */
  private static void origin(StringBuilder page, List<Row> rows, String made) {
    double seconds = rows.stream().mapToDouble(Row::seconds).sum();
    page.append("<p>").append(text(made));
    page.append(String.format(Locale.ROOT, ". These rows took %,.1f minutes. ", seconds / 60));
    page.append("The same trials again: ");
    page.append("<code>carousel lab run EXPERIMENT --variant ROW --algorithm ALGORITHM");
    page.append(" --seed SEED --trials TRIALS</code></p>\n");
  }

  private static void section(StringBuilder page, Experiment experiment, List<Row> rows) {
    page.append("<h2>").append(text(experiment.title())).append("</h2>\n<p><code>");
    page.append(experiment.name()).append("</code>. ");
    page.append(text(experiment.check())).append("</p>\n<div class=\"scroll\"><table><thead><tr>");
    for (String head : HEADS) {
      page.append("<th scope=\"col\">").append(head).append("</th>");
    }
    page.append("</tr></thead><tbody>\n");
    rows.forEach(row -> tableRow(page, row));
    page.append("</tbody></table></div>\n<div class=\"curves\">\n");
    rows.forEach(row -> page.append(CurvePlot.svg(row)));
    page.append("</div>\n");
  }

  private static void tableRow(StringBuilder page, Row row) {
    Published paper = row.variant().published();
    Verdict verdict = Verdict.of(row);
    page.append("<tr><th scope=\"row\" title=\"").append(text(row.variant().description()));
    page.append("\">").append(text(row.variant().name())).append("</th>");
    cell(page, row.algorithm().label());
    cell(page, Long.toString(row.seed()));
    cell(page, count(row.variant().weights()));
    cell(page, row.solved() + " / " + row.trials());
    cell(
        page,
        paper.solvedPercent() == null
            ? "–"
            : String.format(Locale.ROOT, "%.0f %% of %d", paper.solvedPercent(), paper.trials()));
    cell(page, count(row.meanSequences()));
    cell(page, count(row.minSequences()) + " – " + count(row.maxSequences()));
    cell(page, count(paper.sequences()));
    cell(page, row.tested() == 0 ? "–" : decimal(row.wrong()) + " / " + count(row.tested()));
    cell(page, decimal(paper.wrong()));
    cell(page, further(row));
    cell(page, verdict == null ? "–" : reached(verdict, row.trials(), paper.trials()));
    cell(page, String.format(Locale.ROOT, "%.1f", row.seconds()));
    String reading = row.variant().reading();
    page.append("<td class=\"words\">").append(reading == null ? "–" : text(reading));
    page.append("</td>");
    page.append("</tr>\n");
  }

  private static String reached(Verdict verdict, int trials, int paper) {
    String answer = verdict.reached() ? "yes" : "no";
    return trials < paper ? "%s, with %d of %d trials".formatted(answer, trials, paper) : answer;
  }

  /** Figures of which the paper has the like: ours, and its in brackets. */
  private static String further(Row row) {
    List<String> all = new ArrayList<>();
    row.variant()
        .published()
        .figures()
        .forEach((name, published) -> all.add(further(name, row.figure(name), published)));
    return all.isEmpty() ? "–" : String.join(", ", all);
  }

  private static String further(String name, @Nullable Double ours, double published) {
    return "%s %s (%s)".formatted(name, ours == null ? "–" : further(ours), further(published));
  }

  private static String further(double value) {
    return value < 1 ? String.format(Locale.ROOT, "%.4f", value) : count(value);
  }

  private static void cell(StringBuilder page, String content) {
    page.append("<td>").append(text(content)).append("</td>");
  }

  private static String count(@Nullable Number value) {
    return value == null ? "–" : String.format(Locale.ROOT, "%,d", Math.round(value.doubleValue()));
  }

  private static String decimal(@Nullable Double value) {
    return value == null ? "–" : String.format(Locale.ROOT, "%.2f", value);
  }

  static String text(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static final List<String> HEADS =
      List.of(
          "Row",
          "Algorithm",
          "Seed",
          "Weights",
          "Solved",
          "Paper",
          "Sequences, mean",
          "Least – most",
          "Paper",
          "Wrong / tested",
          "Paper",
          "Further (paper)",
          "Reached",
          "Seconds",
          "Departs from the text");

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Carousel lab</title>
      <style>
      :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
      main { max-width: 76rem; margin: 0 auto; padding: 1rem; }
      .scroll { overflow-x: auto; }
      table { border-collapse: collapse; font-size: 0.875rem; }
      th, td { padding: 0.3rem 0.6rem; text-align: right; border-bottom: 1px solid #8886; }
      th:first-child, td:nth-child(2) { text-align: left; }
      td { font-variant-numeric: tabular-nums; }
      td, th[scope=row] { white-space: nowrap; }
      td.words { white-space: normal; text-align: left; min-width: 16rem; }
      .curves { display: flex; flex-wrap: wrap; gap: 1rem; margin: 1rem 0; }
      figure { margin: 0; }
      figcaption { font-size: 0.8rem; }
      svg { width: 18rem; max-width: 100%; height: auto; }
      polyline { fill: none; stroke: #2a78b8; stroke-opacity: 0.55; stroke-width: 1.2; }
      .failed { stroke: #c05020; }
      svg path { fill: none; stroke: #888; }
      svg text { font-size: 9px; fill: currentColor; }
      </style></head><body><main>
      <h1>Carousel lab</h1>
      <p>Our trials beside the figures of the papers. Means are over solved trials. Reached: the share of
      solved trials is not worse than the paper's (one-sided Fisher test at 5&nbsp;%) and the mean number of
      sequences is at most twice the paper's; with the departures of the last column. Curves: training error over sequences, a line a trial;
      unsolved trials in orange.</p>
      """;
}
