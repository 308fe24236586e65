import Payments

extension Phrase {
  /// The sum of what a supervisor accepted or kept without M-Pesa's proof.
  package static let bySupervisor = Phrase("By supervisor", sw: "Na msimamizi")
}
