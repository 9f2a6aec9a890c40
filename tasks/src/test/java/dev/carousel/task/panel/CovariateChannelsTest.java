package dev.carousel.task.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.BadInput;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.SeriesSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What columns become: channels of the windows, read up to their time and no further. */
class CovariateChannelsTest {
  @TempDir private static Path folder;

  @Test
  void aWideTableSharesItsColumns() throws IOException {
    StringBuilder text = new StringBuilder("date,a,b,temp\n");
    for (int t = 0; t < 60; t++) {
      text.append(SampleStores.START.plusDays(t)).append(',');
      text.append(10 + t % 7).append(',').append(50 - t % 7).append(',').append(t % 5).append('\n');
    }
    Path file = SampleStores.write(folder, "wide.csv", text.toString());
    SeriesSet set = PanelSource.wide().withCovariates(SampleStores.past("temp")).read(file);
    assertThat(set.ids()).containsExactly("a", "b");
    assertThat(set.get("b").dated().column("temp")).startsWith(0, 1, 2, 3, 4, 0);
  }

  /** No promotion is one kind of promotion, and not unknown; of numbers it is a missing value. */
  @Test
  void noneIsACategoryOfText() throws IOException {
    StringBuilder text = new StringBuilder("date,a,promo,temp\n");
    for (int t = 0; t < 60; t++) {
      text.append(SampleStores.START.plusDays(t)).append(',').append(10 + t % 7);
      text.append(t % 5 == 0 ? ",sale" : t % 7 == 0 ? "," : ",none");
      text.append(t % 9 == 0 ? ",none\n" : ",4." + t + "\n");
    }
    Path file = SampleStores.write(folder, "promo.csv", text.toString());
    SeriesSet set =
        PanelSource.wide().withCovariates(SampleStores.past("promo", "temp")).read(file);
    assertThat(set.categories()).containsEntry("promo", List.of("none", "sale"));
    assertThat(set.get("a").dated().column("promo")).startsWith(1, 0, 0, 0, 0, 1, 0, Double.NaN, 0);
    assertThat(set.get("a").dated().column("temp")).startsWith(Double.NaN, 4.1);
  }

  /** Words are a column of their own kind; a slip in a column of numbers is refused. */
  @Test
  void aSlipDoesNotLoseASeries() throws IOException {
    String head = "date,a,b,mood\n2012-01-01,1,5,good\n2012-01-02,2,6,bad\n2012-01-03,3,";
    String tail = ",good\n2012-01-04,4,8,good\n";
    Path file = SampleStores.write(folder, "slip.csv", head + "7" + tail);
    assertThat(PanelSource.wide().read(file).ids()).containsExactly("a", "b");
    Path slip = SampleStores.write(folder, "slip.csv", head + "7x" + tail);
    assertThatThrownBy(() -> PanelSource.wide().read(slip))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("slip.csv, line 4, column 'b': found '7x', a number was expected");
  }

  @Test
  void channelsByHand() throws IOException {
    Path file = SampleStores.file(folder, "hand.csv", 3);
    PanelSource source =
        SampleStores.SOURCE.withCovariates(
            Covariates.of(
                List.of("temp", "wind"), List.of("promo"), List.of("kind", "size"), null));
    SeriesSet set = source.read(file);
    PanelSpec spec =
        PanelInput.specify(set, source, SampleStores.options(), new int[] {100, 100, 100, 100});
    assertThat(spec.inputs().past()).hasSize(4); // temp, N, NW, S
    assertThat(spec.inputs().past().get(2).category()).isEqualTo("NW");
    assertThat(spec.ahead()).isEqualTo(5 + 3); // promo of five days; city, land, size
    double[] temps = set.list().get(1).dated().column("temp");
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      double[] all = set.list().get(i).dated().column("temp");
      for (int t = 0; t < 100; t++) {
        sum += all[t] / 400;
      }
    }
    Channel temp = spec.inputs().past().getFirst();
    assertThat(temp.mean()).isCloseTo(sum, within(1e-9));

    PreparedSeries one = new PreparedSeries(spec, set.list().get(1), 100);
    float[] window = new float[spec.steps() * spec.features()];
    one.window(110, window, 0);
    int at = 7 + CalendarTerm.size(spec.calendar());
    double expected = (temps[110 - 14 + 9] - temp.mean()) / temp.deviation();
    assertThat((double) window[spec.features() + at + 2]).isCloseTo(expected, within(1e-5));

    double[] promo = set.list().get(1).dated().column("promo");
    double[] later = set.list().get(1).dated().ahead("promo");
    assertThat(later).hasSize(3);
    float[] ahead = new float[spec.ahead()];
    one.ahead(118, ahead, 0); // two days of the series, then two ahead, then none known
    Channel known = spec.inputs().known().getFirst();
    assertThat(ahead[0]).isEqualTo((float) known.read(promo[118]));
    assertThat(ahead[2]).isEqualTo((float) known.read(later[0]));
    assertThat(ahead[4]).isEqualTo((float) known.read(later[2]));
    assertThat(ahead[5]).isEqualTo(0f); // not in a city
    assertThat(ahead[6]).isEqualTo(1f);
    assertThat((double) ahead[7]).isCloseTo(-50 / Math.sqrt(12500), within(1e-6));
  }

  /** What past columns hold from the first tested place on changes not a bit of its forecast. */
  @Test
  void pastColumnsAreNotReadBeyondTheOrigin() throws IOException {
    Covariates covariates = SampleStores.past("temp", "wind");
    PanelSource source = SampleStores.SOURCE.withCovariates(covariates);
    String text = SampleStores.csv(0);
    SeriesSet set = source.read(SampleStores.write(folder, "a.csv", text));
    LocalDateTime last = SampleStores.START.plusDays(100).atStartOfDay();
    StringBuilder changed = new StringBuilder();
    for (String line : text.strip().split("\n", -1)) {
      boolean later = line.startsWith("2") && line.compareTo(last.toLocalDate() + "") > 0;
      String[] cells = line.split(",", -1);
      changed.append(
          later
              ? String.join(
                  ",", cells[0], cells[1], cells[2], cells[3], "999", "S", cells[6], cells[7])
              : line);
      changed.append('\n');
    }
    SeriesSet other = source.read(SampleStores.write(folder, "b.csv", changed.toString()));
    int[] known = {90, 90, 90, 90};
    PanelOptions options = SampleStores.options();
    for (Missing missing : List.of(Missing.LAST, Missing.INTERPOLATE, Missing.MASK)) {
      PanelOptions with = options.withInput(options.input().withMissing(missing));
      PanelSpec spec = PanelInput.specify(set, source, with, known);
      PanelSpec same = PanelInput.specify(other, source, with, known);
      assertThat(same.inputs()).isEqualTo(spec.inputs());
      for (int i = 0; i < 4; i++) {
        float[] a = new float[spec.steps() * spec.features()];
        float[] b = a.clone();
        new PreparedSeries(spec, set.list().get(i), 90).window(100, a, 0);
        new PreparedSeries(spec, other.list().get(i), 90).window(100, b, 0);
        assertThat(b).isEqualTo(a);
        new PreparedSeries(spec, set.list().get(i), 90).window(103, a, 0);
        new PreparedSeries(spec, other.list().get(i), 90).window(103, b, 0);
        assertThat(b).isNotEqualTo(a); // it is read once it is past
      }
    }
  }

  @Test
  void aNewCategoryIsNoneOfThoseKnown() throws IOException {
    Path file = SampleStores.file(folder, "cat.csv", 0);
    PanelModel model =
        SampleStores.train(
            file,
            Covariates.of(List.of("wind"), List.of(), List.of("kind"), null),
            SampleStores.options());
    String text = SampleStores.csv(0).replace("land", "lake");
    int lastRow = text.lastIndexOf("\n2020");
    text = text.substring(0, lastRow) + text.substring(lastRow).replaceFirst("(N|NW|S),", "E,");
    SeriesSet set = model.source().read(SampleStores.write(folder, "cat2.csv", text));
    assertThat(set.notes().of(DataNote.Kind.UNKNOWN_CATEGORY))
        .hasSize(2)
        .anySatisfy(note -> assertThat(note.message()).contains("'wind'", "1 value", "'E'"))
        .anySatisfy(note -> assertThat(note.message()).contains("'kind'", "lake"));
    PreparedSeries last = new PreparedSeries(model.spec(), set.list().get(3));
    float[] window = new float[model.spec().steps() * model.spec().features()];
    last.window(SampleStores.DAYS, window, 0);
    int at = model.spec().features() + 7 + CalendarTerm.size(model.spec().calendar()) + 6;
    assertThat(List.of(window[at], window[at + 7], window[at + 14])).containsOnly(0f);
    assertThat(model.forecasts(set)).hasSize(4);
  }
}
