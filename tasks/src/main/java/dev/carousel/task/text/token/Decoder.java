package dev.carousel.task.text.token;

/** Takes the tokens of one text and gives its pieces as soon as they are whole characters. */
public interface Decoder {

  /** The text that is complete with this token; may be empty. */
  String next(int token);

  /** What is left at the end: U+FFFD if a character was begun and not finished, else nothing. */
  String end();
}
