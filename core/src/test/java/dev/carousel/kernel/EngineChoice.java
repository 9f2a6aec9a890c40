package dev.carousel.kernel;

import dev.carousel.BadInput;

/**
 * The process that {@link EngineChoiceTest} starts. Each argument is a property and its value: asks
 * for the shared engine with it and prints what comes of it. Once there is an engine it stays.
 */
final class EngineChoice {
  private EngineChoice() {}

  public static void main(String[] args) {
    for (String arg : args) {
      int at = arg.indexOf('=');
      System.setProperty(arg.substring(0, at), arg.substring(at + 1));
      System.out.println(arg + " -> " + attempt());
      System.clearProperty(arg.substring(0, at));
    }
  }

  private static String attempt() {
    try {
      Engine engine = Engine.shared();
      return engine.kernels().name() + " " + engine.workers().threads();
    } catch (BadInput e) {
      return String.valueOf(e.getMessage());
    }
  }
}
