package dev.carousel.file;

import dev.carousel.BadInput;
import java.nio.file.Path;

/** Words the complaint about one file: what was found, what was expected, what to do. */
record Damage(Path file) {
  private static final int LONGEST = 300;

  /** The complaint, to be thrown. */
  BadInput found(String found, String expected) {
    return new BadInput(
        "%s: %s, expected %s; the file is damaged or not a Carousel model: copy it again from its"
            + " source, or train and save anew",
        file, printable(found), expected);
  }

  /** The complaint with its cause. */
  BadInput because(Throwable cause, String found, String expected) {
    BadInput complaint = found(found, expected);
    return new BadInput(cause, String.valueOf(complaint.getMessage()));
  }

  /** Text from the file may be anything: it is shortened, and control characters are replaced. */
  private static String printable(String text) {
    String line = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    return line.replaceAll("[\\p{Cntrl}\\p{Cs}]+", " ");
  }
}
