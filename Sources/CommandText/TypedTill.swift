import Payments

extension Till {
  /// The desk's till that `--till` names.
  package static func typed(_ number: Int) throws(CommandFailure) -> Till {
    // 0 is the command line's.
    if number >= 1, let till = Till(number) { return till }
    throw fail("--till takes a number from 1 to 999.", Exit.usage)
  }
}
