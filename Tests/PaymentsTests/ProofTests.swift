import PaymentLaws
import Testing

/// What proves that it was paid: one story for each rule of rules.md section 2.
struct ProofTests {
  @Test(arguments: stories) func aStory(_ story: Story) throws {
    let told = try PaymentStory(story.text)
    #expect(told.breaches.isEmpty, "\(told.breaches.joined(separator: "\n"))")
  }

  struct Story: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    var testDescription: String { name }
    init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  static let asked = "0 recorded 1000\n1 sending\n2 accepted A merchant=M\n"

  static let stories = callbacks + queries + ownership + people

  static let callbacks = [
    Story(
      "a callback proves",
      """
      0 recorded 1000
      = recorded open
      1 sending
      = sending
      2 accepted A merchant=M
      = waiting
      9 callback 0 1000.00 R1 A merchant=M
      = paid receipt=R1 closed code=0
      """),
    Story(
      "a callback that is here before the acknowledgement proves too",
      """
      0 recorded 1000
      1 sending
      9 callback 0 1000 R1 A
      = paid receipt=R1
      10 accepted A
      = paid receipt=R1
      """),
    Story(
      "a good tag from an address that is not listed is not enough to walk out with goods",
      asked + """
        9 callback 0 1000 R1 A unlisted
        = check doubt=strange-peer no-receipt open
        71 answers q1 0 A asked=70
        = paid receipt=R1
        """),
    Story(
      "the same words from a listed address prove",
      asked + """
        9 callback 0 1000 R1 A unlisted
        10 callback 0 1000 R1 A
        = paid receipt=R1
        """),
    Story(
      "a leaked key proves only with a query",
      asked + """
        9 callback 0 1000 R1 A leaked
        = check doubt=leaked-key open
        71 answers q1 0 A asked=70
        = paid receipt=R1
        """),
    Story("a leaked key says not paid to nobody", asked + "9 callback 1032 A leaked\n= check doubt=leaked-key open"),
    Story("no amount", asked + "9 callback 0 R1 A\n= check doubt=amount-missing"),
    Story("no receipt", asked + "9 callback 0 1000 A\n= check doubt=receipt-missing"),
    Story("one cent less", asked + "9 callback 0 999.99 R1 A\n= held wrong-amount doubt=amount-differs open"),
    Story("a shilling more", asked + "9 callback 0 1001 R1 A\n= held wrong-amount doubt=amount-differs"),
    Story("another prompt's ID", asked + "9 callback 0 1000 R1 B\n= held doubt=ids-differ"),
    Story("another merchant ID", asked + "9 callback 0 1000 R1 A merchant=N\n= held doubt=ids-differ"),
    Story("no ID at all", asked + "9 callback 0 1000 R1\n= held doubt=ids-differ"),
    Story("only exactly 0 is paid", asked + "9 callback 00 1000 R1 A\n= check doubt=unlisted-code code=00"),
    Story("not paid", asked + "9 callback 1032 A\n= not-paid code=1032 closed"),
    Story("an unknown code is check", asked + "9 callback 7777 A\n= check doubt=unlisted-code code=7777 open"),
    Story("still processing says nothing", asked + "9 callback 4999 A\n= waiting"),
    Story(
      "large money wants a second witness",
      """
      0 recorded 1000 confirm-above=500
      1 sending
      2 accepted A
      9 callback 0 1000 R1 A
      = check doubt=second-witness-wanted open
      12 answers q1 0 A asked=10
      = paid receipt=R1
      """),
    Story(
      "money that is not above the limit wants none",
      "0 recorded 500 confirm-above=500\n1 sending\n2 accepted A\n9 callback 0 500 R1 A\n= paid receipt=R1"),
    Story(
      "two receipts for one payment are paid twice",
      asked + """
        9 callback 0 1000 R1 A
        10 callback 0 1000 R2 A
        = paid twice receipt=R1 open
        """),
  ]

  static let queries = [
    Story("a query of 60 s proves", asked + "63 answers q1 0 A asked=62\n= paid receipt-to-follow no-receipt closed"),
    Story(
      "the receipt follows",
      asked + "63 answers q1 0 A asked=62\n90 callback 0 1000 R1 A\n= paid receipt=R1"),
    Story("59 s are too early", asked + "62 answers q1 0 A asked=61\n= check doubt=query-too-early open"),
    Story(
      "twice 15 s apart prove",
      asked + """
        11 answers q1 0 A asked=10
        25 answers q2 0 A asked=24
        = check doubt=query-too-early
        26 answers q3 0 A asked=25
        = paid receipt-to-follow
        """),
    Story(
      "two that were under way together prove nothing",
      asked + """
        31 answers q1 0 A asked=10
        32 answers q2 0 A asked=26
        = check doubt=query-too-early
        48 answers q3 0 A asked=47
        = paid receipt-to-follow
        """),
    Story("an answer that does not echo the ID is nothing", asked + "71 answers q1 0 A unechoed asked=70\n= waiting"),
    Story("an answer about another ID is nothing", asked + "71 answers q1 0 B asked=70\n= waiting"),
    Story("nothing proves without our own acknowledgement", "0 recorded 5\n1 sending\n71 answers q1 0 A\n= sending"),
    Story(
      "an ID learnt from a callback only is never proof",
      """
      0 recorded 1000
      1 sending
      31 outcome-unknown no-answer
      = unknown open
      40 callback 0 1000 R1 B unlisted
      = check doubt=strange-peer
      120 answers q1 0 B asked=110
      = check doubt=strange-peer
      """),
    Story("a query's failure is not paid", asked + "71 answers q1 1032 A asked=70\n= not-paid code=1032"),
    Story("a query's unknown code is still pending", asked + "71 answers q1 7777 A asked=70\n= waiting"),
    Story("pending is waiting", asked + "71 answers q1 pending A asked=70\n= waiting"),
    Story("nothing is waiting", asked + "71 answers q1 nothing A asked=70\n= waiting"),
    Story(
      "a query's proof is held against a callback of another amount",
      asked + """
        71 answers q1 0 A asked=70
        = paid receipt-to-follow
        80 callback 0 1 R1 A unlisted
        = held wrong-amount doubt=amount-differs open
        """),
    Story(
      "a callback's proof is not",
      asked + """
        9 callback 0 1000 R1 A
        80 callback 0 1 R2 A unlisted
        = paid wrong-amount receipt=R1
        """),
    Story(
      "a query against a callback: success stays",
      asked + """
        9 callback 0 1000 R1 A
        71 answers q1 1037 A asked=70
        = paid late contradicted receipt=R1 open
        """),
    Story(
      "a callback's failure against an early zero is looked at",
      asked + """
        9 callback 1032 A
        11 answers q1 0 A asked=10
        = check contradicted doubt=query-too-early open
        """),
    Story(
      "money by another prompt of Safaricom's, beside the proof, is money twice",
      asked + """
        9 callback 0 1000 R1 A
        = paid receipt=R1 closed
        40 callback 0 1000 R2 B
        = paid twice contradicted receipt=R1 open
        50 decides d1 resolved refund
        = paid twice contradicted receipt=R1 closed
        """),
    Story(
      "an answer that got under the wrong address is money of the payment whose prompt it names",
      asked + """
        9 callback 0 1000 R1 A
        40 callback 0 1000 R2 B
        elsewhere B
        = paid contradicted receipt=R1 closed
        """),
    Story(
      "money by another prompt, beside a query's proof",
      asked + """
        71 answers q1 0 A asked=70
        80 callback 0 1000 R2 B
        = paid twice contradicted receipt-to-follow no-receipt open
        """),
    Story(
      "a stranger's word of another prompt is no money",
      asked + """
        9 callback 0 1000 R1 A
        40 callback 0 1000 R2 B unlisted
        = paid contradicted receipt=R1 closed
        41 callback 0 1000 R3 B leaked
        = paid contradicted receipt=R1 closed
        """),
    Story(
      "a receipt of another prompt is not taken for ours",
      asked + """
        9 callback 0 1000 R9 B unlisted
        71 answers q1 0 A asked=70
        = paid contradicted receipt-to-follow no-receipt
        """),
  ]

  static let ownership = [
    Story(
      "a receipt on two payments holds both until queried",
      asked + """
        9 callback 0 1000 R1 A
        = paid receipt=R1
        elsewhere R1
        = held receipt-reused doubt=receipt-reused open
        71 answers q1 0 A asked=70
        = paid receipt-to-follow receipt-reused no-receipt
        """),
    Story(
      "two prompts on one payment",
      asked + "9 callback 0 1000 R1 A\n12 accepted B\n= held doubt=two-prompts open"),
    Story(
      "two prompts by callbacks alone",
      """
      0 recorded 1000
      1 sending
      31 outcome-unknown no-answer
      40 callback 1032 A
      = not-paid
      41 callback 1032 B
      = held doubt=two-prompts open
      """),
    Story(
      "one prompt on two payments, before any callback",
      asked + "elsewhere A\n= held doubt=two-prompts open\n71 answers q1 0 A asked=70\n= held"),
    Story(
      "one prompt on two payments, after a query's proof",
      asked + "71 answers q1 0 A asked=70\n= paid receipt-to-follow\nelsewhere A\n= held doubt=two-prompts open"),
    Story(
      "one prompt on two payments is not a failure either",
      asked + "9 callback 1032 A\nelsewhere A\n= held doubt=two-prompts open"),
    Story(
      "one prompt on two payments, told under a leaked key",
      "0 recorded 1000\n1 sending\n9 callback 0 1000 R1 A leaked\nelsewhere A\n= held doubt=ids-differ open"),
    Story("money for a payment that was never recorded", "9 callback 0 1000 R1 A\n= held open"),
  ]
}
