import Desk
import Payments

/// A customer's phone in the hand: what it asks, and the answers.
struct PhoneSpeech: PageSpeech {
  let page: PhoneInHand
  let state: DeskState
  let now: Moment

  let content: [PageSentence] = []

  var prompt: [Phrase] {
    guard let prompt = state.demoPhone?.prompt else { return [] }
    let amount = Shillings.group(prompt.amountShillings)
    return [
      Phrase(
        "You are the customer with phone \(prompt.phone), who is asked for KSh \(amount).",
        sw: "Sasa jibu kama mteja wa simu \(prompt.phone), anayeombwa KSh \(amount)."),
      LineAnswers(of: state, at: now).told,
    ]
  }
}
