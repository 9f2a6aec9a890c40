package dev.carousel.task.series;

import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A kind of trouble: how a table gets it, and what has to become of the table. */
enum Trouble {
  NONE(Fate.CLEAN) {
    @Override
    void spoil(TableDraft draft) {}
  },
  WORD_IN_NUMBERS(Fate.REFUSED) {
    @Override
    void spoil(TableDraft draft) {
      String word = List.of("abc", "12.5 kg", "1 234", "--", "#REF!").get(draft.random.nextInt(5));
      draft.cells.set(draft.row(), word);
    }
  },
  INFINITE(Fate.REFUSED) {
    @Override
    void spoil(TableDraft draft) {
      String word = List.of("inf", "-Infinity", "1e400", "∞").get(draft.random.nextInt(4));
      draft.cells.set(draft.row(), word);
    }
  },
  MISSING(Fate.NOTED) {
    @Override
    void spoil(TableDraft draft) {
      int row = draft.row();
      draft.cells.set(row, List.of("", "NA", "n/a", "NaN", "?", "null").get(row % 6));
      draft.truth[row] = Double.NaN;
    }
  },
  ABSENT_ROWS(Fate.NOTED) {
    @Override
    void spoil(TableDraft draft) {
      int row = draft.row();
      draft.truth[row] = Double.NaN;
      draft.remove(row);
    }
  },
  SHUFFLED(Fate.NOTED) {
    @Override
    void spoil(TableDraft draft) {
      long seed = draft.random.nextLong();
      Collections.shuffle(draft.times, new Random(seed));
      Collections.shuffle(draft.cells, new Random(seed));
      Collections.shuffle(draft.others, new Random(seed));
    }
  },
  SAME_ROW_TWICE(Fate.NOTED) {
    @Override
    void spoil(TableDraft draft) {
      int row = draft.row();
      draft.repeat(row, draft.cells.get(row));
    }
  },
  TIME_WITH_TWO_VALUES(Fate.REFUSED) {
    @Override
    void spoil(TableDraft draft) {
      draft.repeat(draft.row(), "3.25");
    }
  },
  MIXED_DATES(Fate.REFUSED) {
    @Override
    void spoil(TableDraft draft) {
      int row = draft.row();
      draft.times.set(row, DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").format(draft.time(row)));
    }
  },
  NO_SUCH_DATE(Fate.REFUSED) {
    @Override
    void spoil(TableDraft draft) {
      draft.times.set(
          draft.row(),
          List.of("2005-02-30", "2005-13-01", "tomorrow", "").get(draft.random.nextInt(4)));
    }
  },
  DAY_OR_MONTH(Fate.ANY) {
    @Override
    void spoil(TableDraft draft) {
      String form = draft.random.nextBoolean() ? "dd/MM/yyyy HH:mm" : "MM/dd/yyyy HH:mm";
      for (int i = 0; i < draft.truth.length; i++) {
        draft.times.set(i, DateTimeFormatter.ofPattern(form).format(draft.time(i)));
      }
    }
  },
  OFFSETS_ON_SOME(Fate.REFUSED) {
    @Override
    void spoil(TableDraft draft) {
      int row = draft.row();
      draft.times.set(row, draft.times.get(row) + "+01:00");
    }
  },
  CHANGING_FREQUENCY(Fate.REFUSED) {
    @Override
    void spoil(TableDraft draft) {
      int row = draft.row();
      for (int i = row; i < draft.truth.length; i++) {
        draft.times.set(i, TableDraft.ISO.format(draft.time(i).plusMinutes(17L * (i - row + 1))));
      }
    }
  },
  DECIMAL_COMMA(Fate.NOTED) {
    @Override
    void spoil(TableDraft draft) {
      draft.delimiter = draft.random.nextBoolean() ? ";" : "\t";
      draft.cellsFrom(value -> Double.toString(value).replace('.', ','));
    }
  },
  THOUSANDS(Fate.ANY) {
    @Override
    void spoil(TableDraft draft) {
      draft.delimiter = ";";
      for (int i = 0; i < draft.truth.length; i++) {
        draft.truth[i] *= 1000;
      }
      boolean english = draft.random.nextBoolean();
      boolean cents = draft.random.nextBoolean();
      String form = cents ? "%,.2f" : "%,.0f";
      draft.cellsFrom(value -> String.format(english ? Locale.US : Locale.GERMANY, form, value));
      if (!cents) {
        Arrays.setAll(draft.truth, i -> Math.round(draft.truth[i]));
      }
    }
  },
  POINTS_AND_COMMAS(Fate.REFUSED) {
    @Override
    void spoil(TableDraft draft) {
      draft.delimiter = ";";
      draft.cells.set(draft.row(), "12,5");
      draft.cells.set(draft.row(), "12.75");
      draft.cells.set(9, "12,5");
    }
  },
  CONSTANT(Fate.REFUSED) {
    @Override
    void spoil(TableDraft draft) {
      Arrays.fill(draft.truth, 5);
      draft.cellsFrom(value -> "5");
    }
  },
  ALL_MISSING(Fate.REFUSED) {
    @Override
    void spoil(TableDraft draft) {
      draft.cellsFrom(value -> "NA");
    }
  },
  LONG_ROW(Fate.REFUSED) {
    @Override
    void spoil(TableDraft draft) {
      int row = draft.row();
      draft.others.set(row, draft.others.get(row) + ",7");
    }
  },
  OPEN_QUOTE(Fate.REFUSED) {
    @Override
    void spoil(TableDraft draft) {
      draft.cells.set(draft.row(), "\"12.5");
    }
  },
  THE_FUTURE_IN_A_COLUMN(Fate.NOTED) {
    @Override
    void spoil(TableDraft draft) {
      int ahead = 1 + draft.random.nextInt(3);
      for (int i = 0; i < draft.truth.length; i++) {
        boolean there = i + ahead < draft.truth.length;
        draft.others.set(i, there ? draft.cells.get(i + ahead) : "");
      }
    }
  },
  TARGET_ENDS_SOONER(Fate.NOTED) {
    @Override
    void spoil(TableDraft draft) {
      for (int i = draft.truth.length - 3; i < draft.truth.length; i++) {
        draft.cells.set(i, "");
        draft.truth[i] = Double.NaN;
      }
    }
  },
  TURNED_DATES(Fate.ANY) {
    @Override
    void spoil(TableDraft draft) { // as a spreadsheet of another locale leaves them
      for (int i = 0; i < draft.truth.length; i++) {
        boolean both = draft.time(i).getDayOfMonth() <= 12;
        String form = both ? "MM/dd/yyyy HH:mm" : "dd/MM/yyyy HH:mm";
        draft.times.set(i, DateTimeFormatter.ofPattern(form, Locale.ROOT).format(draft.time(i)));
      }
    }
  },
  OTHER_STEP(Fate.ANY) {
    @Override
    void spoil(TableDraft draft) { // every third row of a part
      int from = draft.row();
      for (int i = draft.truth.length - 1; i >= from; i--) {
        if ((i - from) % 3 != 0 && i < from + 60) {
          draft.remove(i);
          draft.truth[i] = Double.NaN;
        }
      }
    }
  },
  SENTINEL(Fate.NOTED) {
    @Override
    void spoil(TableDraft draft) {
      int row = draft.row();
      draft.cells.set(row, "-99999");
      draft.truth[row] = -99999;
    }
  },
  NO_SUCH_TARGET(Fate.REFUSED) {
    @Override
    void spoil(TableDraft draft) {
      draft.target = "yy";
    }
  };

  final Fate fate;

  Trouble(Fate fate) {
    this.fate = fate;
  }

  abstract void spoil(TableDraft draft);

  /** What becomes of a table. */
  enum Fate {
    REFUSED,
    NOTED,
    CLEAN,
    ANY
  }
}
