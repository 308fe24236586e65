import Payments

/// What is said of the typing itself.
package enum LineNotices {
  /// Half a line stood there when a question came.
  package static let notTaken = Phrase(
    "What you had begun to type was not taken.", sw: "Ulichokuwa umeanza kuandika hakikuchukuliwa.")
  /// Before a supervisor's PIN.
  package static let isHidden = Phrase(
    "What you type next is not shown.", sw: "Utakachoandika sasa hakitaonekana.")
  /// The same where nothing can hide it.
  package static let isNotHidden = Phrase(
    "What you type next is not hidden: no terminal types here.",
    sw: "Utakachoandika sasa hakifichwi: hapa hakuna terminal.")
  /// The pipe has ended, and customers are waited for.
  package static let staysUntilAnswered = Phrase(
    "No more lines come: this desk ends once the customers have answered.",
    sw: "Hakuna mistari zaidi: programu itafungwa wateja wakishajibu.")
}
