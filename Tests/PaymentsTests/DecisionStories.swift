/// What people decide about a payment, before and after M-Pesa's own word (rules.md sections 2, 4 and 5).
extension ProofTests {
  static let people = [
    Story(
      "by hand merges with its own receipt",
      asked + """
        130 decides d1 by-hand R1
        = by-hand receipt=R1 closed
        200 callback 0 1000 R1 A
        = paid receipt=R1 closed
        """),
    Story(
      "by hand, then another receipt",
      asked + """
        130 decides d1 by-hand R1
        200 callback 0 1000 R2 A
        = paid late twice receipt=R2 open
        """),
    Story(
      "by hand, ended by her own word, then another receipt: money once, and late",
      asked + """
        130 decides d1 by-hand R1
        140 decides d2 resolved nothing
        = by-hand receipt=R1 closed
        200 callback 0 1000 R2 A
        = paid late receipt=R2 open
        """),
    Story(
      "by hand, then a query that names no receipt",
      asked + """
        130 decides d1 by-hand R1
        200 answers q1 0 A asked=190
        = paid receipt-to-follow closed
        """),
    Story(
      "by hand, then a failure: loud",
      asked + """
        130 decides d1 by-hand R1
        200 callback 1032 A
        = by-hand contradicted receipt=R1 open
        """),
    Story(
      "a question that says once more what a resolution had seen opens nothing",
      asked + """
        130 decides d1 by-hand R1
        200 callback 1032 A
        = by-hand contradicted receipt=R1 open
        300 decides d2 resolved goods
        = by-hand contradicted receipt=R1 closed
        400 answers q1 1032 A asked=399
        = by-hand contradicted receipt=R1 closed
        500 answers q2 0 A asked=499
        = paid late contradicted receipt-to-follow open
        600 decides d3 resolved goods
        700 answers q3 0 A asked=699
        = paid late contradicted receipt-to-follow closed
        800 callback 0 1000 R2 A
        = paid late twice contradicted receipt=R2 open
        """),
    Story(
      "a receipt that was accepted by hand and turns up elsewhere holds both, however this one stood",
      asked + """
        71 answers q1 1032 A asked=70
        130 decides d1 by-hand R1
        = by-hand contradicted receipt=R1 open
        elsewhere R1
        = held receipt-reused doubt=receipt-reused open
        300 decides d2 resolved refund
        = held receipt-reused closed
        """),
    Story(
      "its own proof ends that doubt",
      asked + """
        130 decides d1 by-hand R1
        elsewhere R1
        = held receipt-reused doubt=receipt-reused open
        140 answers q1 0 A asked=139
        = paid receipt-reused receipt-to-follow
        """),
    Story("late after not paid", asked + "9 callback 1032 A\n40 callback 0 1000 R1 A\n= paid late contradicted open"),
    Story(
      "late after refused", "0 recorded 5\n1 sending\n2 refused firewall\n= refused\n9 callback 0 5 R1 A\n= paid late"),
    Story("late after not sent", "0 recorded 5\n2 not-sent too-old\n= not-sent\n9 callback 0 5 R1 A\n= paid late open"),
    Story(
      "not late after unknown", "0 recorded 5\n1 sending\n2 outcome-unknown no-answer\n9 callback 0 5 R1 A\n= paid"),
    Story(
      "late for a decision that had not seen it",
      asked + """
        130 decides d1 asked-again
        200 callback 0 1000 R1 A
        = paid late receipt=R1 open
        """),
    Story(
      "not late for a decision that had",
      asked + """
        200 callback 0 1000 R1 A
        210 decides d1 wrong-number
        = paid wrong-number receipt=R1 open
        220 callback 0 1000 R1 A copy=2
        = paid wrong-number receipt=R1
        """),
    Story(
      "a decision that saw the query's zero saw the money",
      asked + """
        71 answers q9 0 A asked=70
        80 decides d1 wrong-number
        90 callback 0 1000 R1 A
        95 answers q1 0 A asked=94
        = paid wrong-number receipt=R1
        """),
    Story(
      "unknown is heavier than refused, which would allow to ask again",
      "0 recorded 5\n1 sending\n2 refused firewall\n3 outcome-unknown no-answer\n= unknown open"),
    Story(
      "a decision that saw a query's zero had not seen two receipts",
      asked + """
        71 answers q9 0 A asked=70
        80 decides d1 wrong-number
        90 callback 0 1000 R1 A
        91 callback 0 1000 R2 A
        = paid late twice wrong-number open
        """),
    Story(
      "wrong number, then money from it",
      asked + """
        20 decides d1 wrong-number
        = waiting
        40 callback 0 1000 R1 A
        = paid late wrong-number receipt=R1 open
        """),
    Story(
      "pays another way, then pays",
      asked + """
        20 decides d1 pays-another-way
        40 callback 0 1000 R1 A
        = paid late twice receipt=R1 open
        """),
    Story(
      "a decision that replaces another",
      asked + """
        20 decides d1 pays-another-way
        30 decides d2 muted supersedes=d1
        40 callback 0 1000 R1 A
        = paid receipt=R1 closed
        """),
    Story(
      "an alarm stays until a supervisor resolves it; muting is not resolving",
      asked + """
        9 callback 1032 A
        400 callback 0 1000 R1 A
        = paid late contradicted open
        = paid late contradicted open loud
        410 decides d1 muted
        = paid late contradicted open muted
        420 decides d2 resolved refund
        = paid late contradicted closed
        """),
    Story(
      "muting silences what was seen, not what comes after; a question is no news",
      asked + """
        9 callback 1032 A
        400 callback 0 1000 R1 A
        410 decides d1 muted
        500 asks q1 A
        501 answers q1 pending A
        = paid late contradicted open muted
        510 callback 0 1000 R2 A copy=2
        = paid late twice contradicted open loud
        520 decides d2 muted
        = paid late twice contradicted open muted
        """),
    Story(
      "whoever mutes without having seen the money mutes nothing",
      asked + """
        9 callback 1032 A
        20 decides d1 muted
        400 callback 0 1000 R1 A
        = paid late contradicted open loud
        """),
    Story(
      "a wrong number stays marked, unless that is taken back",
      asked + """
        = waiting open unmarked
        20 decides d1 wrong-number
        = waiting open marked
        30 callback 1032 A
        = not-paid closed marked
        40 decides d2 muted supersedes=d1
        = not-paid closed unmarked
        """),
    Story(
      "a mark that is taken back is as if nobody had set it, also once money came",
      asked + """
        20 decides d1 wrong-number
        40 callback 0 1000 R1 A
        = paid late wrong-number receipt=R1 open
        50 decides d2 mark-undone supersedes=d1
        = paid receipt=R1 closed unmarked
        60 decides d3 pays-another-way
        = paid twice receipt=R1 open
        70 decides d4 mark-undone supersedes=d3
        = paid receipt=R1 closed
        """),
    Story(
      "new money after resolving is a new alarm",
      asked + """
        9 callback 1032 A
        400 callback 0 1000 R1 A
        420 decides d2 resolved refund
        500 callback 0 1000 R2 A
        = paid late twice contradicted open
        510 decides d3 resolved kept
        = paid late twice contradicted closed
        """),
    Story(
      "whoever asks again without knowing of the money raises the alarm anew",
      asked + """
        9 callback 1032 A
        400 callback 0 1000 R1 A
        = paid late contradicted open
        420 decides d1 resolved goods
        = paid late contradicted closed
        430 decides d2 asked-again saw=1,2,3,4
        = paid late contradicted open
        440 decides d3 resolved goods
        = paid late contradicted closed
        """),
    Story(
      "whoever asks again knowing of the money raises none",
      asked + """
        9 callback 1032 A
        400 callback 0 1000 R1 A
        420 decides d1 resolved refund
        430 decides d2 asked-again
        = paid late contradicted closed
        """),
    Story(
      "money after a resolution that had not seen any is late, whatever was resolved",
      asked + """
        300 decides d1 resolved refund
        = waiting closed
        400 callback 0 1000 R1 A
        = paid late receipt=R1 open
        410 decides d2 resolved kept
        = paid late receipt=R1 closed
        """),
    Story(
      "a resolution that had seen the proof is not against a repeat of it",
      asked + """
        9 callback 1032 A
        400 callback 0 1000 R1 A
        420 decides d1 resolved goods
        430 answers q1 0 A asked=429
        = paid late contradicted receipt=R1 open
        440 decides d2 resolved goods
        = paid late contradicted receipt=R1 closed
        """),
    Story(
      "so is a decision after resolving",
      asked + """
        9 callback 1032 A
        400 callback 0 1000 R1 A
        420 decides d2 resolved refund
        430 decides d3 wrong-number
        = paid late wrong-number contradicted open
        """),
    Story(
      "a resolution that had not seen it resolves nothing",
      asked + """
        9 callback 1032 A
        400 callback 0 1000 R1 A
        420 decides d2 resolved refund saw=1,2,3,4
        = paid late contradicted open
        """),
    // Found by simulated shops, seed 20067: nobody ended it any more.
    Story(
      "an attempt that nobody has ended stays open, whatever a supervisor says of the goods",
      """
      0 recorded 5
      1 sending
      200 decides d1 resolved goods
      = sending open
      260 outcome-unknown interrupted
      = unknown closed
      """),
    Story(
      "unknown stays until it is resolved against the statement",
      """
      0 recorded 5
      1 sending
      31 outcome-unknown no-answer
      = unknown open
      9000 decides d1 resolved kept
      = unknown closed
      9900 accepted A
      = waiting open
      """),
  ]
}
