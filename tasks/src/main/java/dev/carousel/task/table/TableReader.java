package dev.carousel.task.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.carousel.BadInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits text into records and checks that they form a table. */
final class TableReader {
  /** Numbers, dates and times: what no sensible column name is made of. */
  private static final Pattern DATA = Pattern.compile("[-+]?\\d[\\d.,:/+ TZeE-]*");

  /** How the parser words its errors. */
  private static final Pattern RECORD =
      Pattern.compile("(.*?)\\.? \\(record starting at line (\\d+)\\)\\.?");

  private final String source;
  private final char delimiter;

  private TableReader(String source, char delimiter) {
    this.source = source;
    this.delimiter = delimiter;
  }

  static Table parse(String source, String text) {
    TableReader reader = new TableReader(source, Delimiter.detect(text));
    try {
      return reader.table(reader.records(text));
    } catch (CsvParseException e) {
      throw new BadInput(e, reader.quoting(e));
    }
  }

  private Iterator<CsvRecord> records(String text) {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .skipEmptyLines(true)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(false)
        .ofCsvRecord(text)
        .iterator();
  }

  private String quoting(CsvParseException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    Matcher parts = RECORD.matcher(String.valueOf(root.getMessage()));
    String found = parts.matches() ? parts.group(1) : String.valueOf(root.getMessage());
    String line = parts.matches() ? ", line " + parts.group(2) : "";
    return Sentence.of(
        "%s%s: the quotes do not match: %s. Close the quote, or write a quote inside a quoted value "
            + "twice.",
        source, line, found);
  }

  private Table table(Iterator<CsvRecord> records) {
    List<CsvRecord> rows = new ArrayList<>();
    while (records.hasNext()) {
      CsvRecord record = records.next();
      if (!isBlank(record)) {
        rows.add(record);
      }
    }
    if (rows.isEmpty()) {
      throw new BadInput(
          "%s holds no text; a line of column names and rows of values were expected.", source);
    }
    List<String> names = names(rows.removeFirst());
    if (rows.isEmpty()) {
      throw new BadInput("%s holds column names (%s) but no rows.", source, Quoted.names(names));
    }
    return table(names, rows);
  }

  private Table table(List<String> names, List<CsvRecord> rows) {
    String[][] columns = new String[names.size()][rows.size()];
    int[] lines = new int[rows.size()];
    for (int r = 0; r < lines.length; r++) {
      CsvRecord row = rows.get(r);
      lines[r] = Math.toIntExact(row.getStartingLineNumber());
      checkWidth(names, row);
      for (int c = 0; c < columns.length; c++) {
        columns[c][r] = row.getField(c).strip();
      }
    }
    return new Table(source, delimiter, names, columns, lines);
  }

  private void checkWidth(List<String> names, CsvRecord row) {
    if (row.getFieldCount() != names.size()) {
      throw new BadInput(
          "%s, line %d: %s found, %d expected, as in the header (%s). Correct the line; a "
              + "value that holds a %s must be quoted.",
          source,
          row.getStartingLineNumber(),
          Sentence.count(row.getFieldCount(), "field"),
          names.size(),
          Quoted.names(names),
          delimiterName());
    }
  }

  private List<String> names(CsvRecord header) {
    List<String> names = new ArrayList<>();
    for (int c = 0; c < header.getFieldCount(); c++) {
      String name = header.getField(c).strip();
      names.add(name.isEmpty() ? "column " + (c + 1) : name);
    }
    refuseData(header, names);
    refuseDuplicates(header, names);
    return names;
  }

  private void refuseData(CsvRecord header, List<String> names) {
    if (header.getFields().stream().allMatch(f -> DATA.matcher(f.strip()).matches())) {
      throw new BadInput(
          "%s, line %d: column names were expected, but every field is a number or a date (%s). Put"
              + " a line of names above it, one a column, for example date%svalue; if these are the"
              + " names, let them begin with a letter.",
          source, header.getStartingLineNumber(), Quoted.names(names), delimiter);
    }
  }

  private void refuseDuplicates(CsvRecord header, List<String> names) {
    Map<String, Integer> seen = new HashMap<>();
    for (int c = 0; c < names.size(); c++) {
      Integer earlier = seen.putIfAbsent(names.get(c), c);
      if (earlier != null) {
        throw new BadInput(
            "%s, line %d: columns %d and %d are both named %s. Give every column a name of its "
                + "own.",
            source, header.getStartingLineNumber(), earlier + 1, c + 1, Quoted.of(names.get(c)));
      }
    }
  }

  private String delimiterName() {
    return switch (delimiter) {
      case ',' -> "comma";
      case ';' -> "semicolon";
      case '\t' -> "tab";
      default -> "pipe";
    };
  }

  private static boolean isBlank(CsvRecord record) {
    return record.getFields().stream().allMatch(String::isBlank);
  }
}
