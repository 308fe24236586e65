import Payments

/// The alphabets over which the laws are walked: each kind of evidence, and what contradicts it.
package enum LawAlphabets {
  /// One payment's life with everything that an honest Safaricom and a bad network make of it.
  package static let life = [
    "0 recorded 1000", "1 sending", "1 token-refused", "2 accepted A", "2 refused subscriber-busy",
    "2 not-sent too-old",
    "31 outcome-unknown no-answer", "9 callback 0 1000 R1 A", "9 callback 1032 A", "70 asks q1 A",
    "71 answers q1 0 A asked=70", "72 answers q2 1032 A asked=71",
  ]

  /// What does not prove: strangers, leaked keys, other amounts, other prompts, early answers.
  ///
  /// It was asked and accepted.
  package static let doubts = [
    "9 callback 0 1000 R1 A", "10 callback 0 1000 R1 A unlisted", "11 callback 0 1000 R2 A leaked",
    "12 callback 0 10 R3 A", "13 callback 0 1000 R4 B", "14 callback 0 1000 A", "15 callback 0 R1 A",
    "16 callback 7777 A", "20 answers q1 0 A asked=20", "36 answers q2 0 A asked=35", "70 answers q3 0 A asked=70",
    "71 accepted B",
  ]

  /// One body under a key that leaked and under one that is trusted, and from either class of sender.
  ///
  /// It was asked and accepted.
  package static let keys = [
    "9 callback 0 1000 R1 A leaked", "10 callback 0 1000 R1 A", "11 callback 0 1000 R1 A unlisted",
    "12 callback 0 1000 R1 A unlisted leaked", "13 callback 1032 A leaked", "14 callback 1032 A",
    "71 answers q1 0 A asked=70",
  ]

  /// What people decide, against what then comes.
  ///
  /// It was asked and accepted.
  package static let people = [
    "9 callback 0 1000 R1 A", "10 callback 0 1000 R2 A copy=2", "11 callback 1037 A", "71 answers q1 0 A asked=70",
    "20 decides d1 by-hand R1 saw-nothing", "21 decides d2 by-hand R9 saw-nothing", "22 decides d3 wrong-number saw=3",
    "23 decides d4 pays-another-way saw-nothing", "24 decides d5 asked-again saw-nothing",
    "25 decides d6 resolved kept",
    "26 decides d7 muted", "27 decides d8 wrong-number saw-nothing supersedes=d4",
  ]

  /// What was resolved before the money came, in the midst of it, and after it.
  ///
  /// It was asked and accepted.
  package static let resolutions = [
    "9 callback 0 1000 R1 A", "10 callback 1032 A", "11 callback 0 1000 R2 A unlisted",
    "12 callback 0 1000 R3 A copy=2",
    "71 answers q1 0 A asked=70", "72 answers q2 1037 A asked=71", "20 decides d1 resolved refund saw=1,2,3",
    "21 decides d2 resolved goods saw=1,2,3,5", "80 decides d3 resolved kept", "22 decides d4 asked-again saw=1,2,3",
    "23 decides d5 muted saw=1,2,3", "81 decides d6 resolved kept saw=1,2,3,8",
  ]

  /// Money that has no acknowledgement to be held against, above the amount from which a second witness is wanted.
  package static let witnesses = [
    "31 outcome-unknown connection-lost", "32 callback 0 1000 R1 A", "33 callback 0 1000 R1 A unlisted",
    "34 callback 0 1000 R2 B", "35 callback 1032 A", "36 callback 1032 B", "40 accepted A", "41 accepted B",
    "45 answers q1 0 A asked=44", "46 answers q2 0 A unechoed asked=105", "107 answers q3 0 B asked=106",
    "108 answers q4 1037 A asked=107",
  ]

  /// What an alphabet's sequences begin with.
  package static let accepted = ["0 recorded 1000", "1 sending", "2 accepted A"]
  /// What the sequences of ``witnesses`` begin with.
  package static let large = ["0 recorded 1000 confirm-above=500", "1 sending"]
}
