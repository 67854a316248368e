// What the names alone do not say, by property, parameter or component; with the component before it where the same word
// means something else elsewhere. A test sees to it that each of them is used.
export const descriptions: Readonly<Record<string, string>> = {
  ...{
    continuation: 'Where to go on, as the page before said; null after the last page.',
    top: 'How many a page holds at most.',
    'Idempotency-Key':
      'Chosen by the caller: the same key and the same body are the same subscription.',
    'If-Match': 'The version (etag) that the caller has seen; another one is not overwritten.',
    'If-None-Match': 'With * only what is not there yet is written.',
  },
  ...{
    'Problem.code': 'One word for programs: what kind of error, or why there is a conflict.',
    'Problem.errors': 'Every fault of the input.',
    'Issue.path': 'Where the fault is, such as callSettings.ringTimeoutSeconds.',
    'Issue.value':
      'What stands there, in short; left out where nothing does, and for the input as a whole.',
    'Issue.message': 'What was expected.',
  },

  EngagementId: 'Chosen by people; safe in addresses.',
  PhoneNumber: 'In E.164 form, such as +14255550123.',
  Skill: '1 to 50 letters, digits, spaces, dots, dashes or underscores.',
  MessageText: 'May hold tokens such as {{FirstName}}, which become the own values of the contact.',
  Hours:
    'From `from` up to but not including `to`; when `to` is not after `from`, it is on the next day.',
  Revision: 'What an edit did to the tasks that wait or are ready.',
  Lifecycle: 'Only a running or completing engagement dials; calls in progress always finish.',
  Reattempts: 'What is tried again, how often, and after how long.',
  FrequencyLimits: 'Deliveries over all engagements and channels; null: no limit.',

  ...{
    callbackUrl: 'Where outcomes are posted; what is behind its path is never shown again.',
    events: 'Which outcomes are told.',
    'SubscriptionRequest.engagementId': 'Null: of all engagements.',
    'Subscription.engagementId': 'Null: of all engagements.',
    'DeliveryEnded.id': 'The same outcome has the same id, however often it is posted.',
    'DeliveryTaskClosed.id': 'The same outcome has the same id, however often it is posted.',
    journeyTrigger:
      'attempted: contacted, or trying again may do it; notAttempted: another channel is needed; blocked: nothing was sent.',
    uniqueIdentifier: 'By which the caller knows the contact; null when the contact is gone.',
    uniqueIdentifiers:
      'By which the caller knows the contacts of the task, in the order of its chain.',
  },
  ...{
    phoneTypes: 'The number types that may be used, in the order in which they are tried.',
    businessUnit: 'For reports and for finding it.',
    contactUniqueIdentifier:
      'The contact attribute that identifies a person: records with the same value are the same contact; cannot change once made.',
    fallbackQueueId: 'Takes the conversation when nobody of the first queue can.',
    intake: 'The doors by which contacts come; by another they are refused.',
    shards: 'How many partitions the tasks are spread over; cannot change once made.',
    timeZones: 'Whose clock the quiet hours go by.',
    missingTimeZone:
      'For a contact without a time zone: take UTC, hold the task, or infer from the country of the number.',
    taskLifetimeHours: 'A task that is not done by then is closed as expired.',
    displayNumbers: 'The numbers that customers see; none: the number of the workstream.',
    lifecycle: 'Where the engagement is in its life; left aside when written.',
    queued: 'Answered by an edit: what it did to queued tasks; left aside when written.',
    messageOrder: 'In which order waiting texts are sent.',
    firstResponseTimeoutMinutes:
      'From the delivery of the text; a later answer is a conversation of its own.',
    messageTemplateId: 'The template to send; null when the message is given.',
    'SmsEngagement.message': 'The text; null: that of the template, or of the request.',
    'SmsEngagement.queueId': 'Who takes the conversation when the person answers; null: nobody.',
  },
  ...{
    ringTimeoutSeconds: 'The phone rings this long before the call is given up as not answered.',
    maximumCallMinutes: 'No call is longer.',
    maximumConcurrentCalls:
      'Calls of the engagement that may be up at once; null: as many as representatives and lines allow.',
    start: 'When the number is dialled after the representative has accepted.',
    backlog:
      'Calls that may wait for a representative; null: offered only to those who are available.',
    abandonedAfterSeconds:
      'How long a person may wait for a representative before the call counts as abandoned.',
    abandonedMessage: 'Said to a person for whom nobody came; empty: nothing.',
    detection: '`speech` listens to the greeting; `none` takes every answer for a person.',
    detectionSeconds: 'A third of abandonedAfterSeconds unless given.',
    voicemailPrompt: 'Must be given when a voicemail is left.',
    aiFailure:
      'No further calls after the first failure, or on until this share of calls has failed.',
    percentageOfQueue: 'Of the representatives of the queue, how many it may use.',
    windowMinutes: 'How far back the rule looks.',
    stepPercent: 'By how much the number of concurrent calls is changed.',
    distribution:
      '`automated` rotates through the numbers; with `rules` the first rule that matches names the number.',
  },
  ...{
    reasons: 'The results after which a number is tried again.',
    attempts: 'Passes over the numbers of a contact in all, the first included.',
    'Reattempts.dispositionCodes': 'The codes after which a conversation counts as not had.',
    'PreviewReattempts.dispositionCodes': 'The codes after which a conversation counts as not had.',
    waitMinutesAfter:
      'A wait of its own after the result with which an attempt ended; null: waitMinutes.',
    spread: 'The next attempt is made in another part of the day than the last.',
    smsFollowUp: 'The SMS engagement to send when no attempt is left.',
    perDay: 'In any 24 hours.',
    perWeek: 'In any seven days.',
    perMonth: 'In any thirty days.',
    perNumber: 'The same, for one telephone number, whoever is behind it.',
  },
  ...{
    language: 'BCP 47, such as en-US.',
    'Workstream.country': 'ISO 3166, two letters: how a number without + is read.',
    callsPerNumber: 'How many calls one display number may carry at once.',
    greeting: 'Said to the customer before anybody speaks; empty: nothing.',
    aiAgent: 'Null: its engagements are led by representatives alone.',
    endpoint: 'Where the media of the call go.',
    notificationTemplates: 'How a call is announced to a representative.',
    holidays: 'Days on which the queue is closed, on the clock of its zone.',
    'Queue.members': 'Those who serve the queue, besides those whose own profiles say so.',
    'Queue.hours': 'Null: always open.',
    wrapUpSeconds: 'How long wrap-up may last before a representative is available again.',
    category:
      'Only notRightParty may have a contact tried again; doNotContact opts the person out.',
    'CancellationPolicy.engagementIds': 'Empty: every engagement.',
    'CancellationPolicy.until':
      'Executed until then; null: for good. Written with any offset, kept as UTC.',
    address: 'Where calls reach them: a communication user, such as 8:acs:…',
    'WorkItem.disposition':
      'What is recorded of the conversation, and what may be; null as long as there is none.',
    'Disposition.codes': 'Recorded so far.',
    choices: 'What may be recorded: the global codes and those of the workstream.',
    most: 'How many codes one conversation may have.',
    required: 'Whether a code must be recorded before the wrap-up can be completed.',
    'DispositionRequest.codes': 'Ids of disposition codes; none takes back what was recorded.',
    then: 'What they chose during the call, for after it.',
  },
  ...{
    'CompleteDelivery.dispositionCodes': 'What the representative recorded of the conversation.',
    'Import.counts': 'Rows read, taken and refused so far.',
    'Import.tries': 'How often the file was begun.',
    alreadyPending: 'Rows whose people already have an open task of this engagement.',
    warnings: 'Faults of rows that were taken all the same.',
    chain: 'Whom the task is to reach, one after the other.',
    openKey: 'Unique among the open tasks of a shard: who is to be reached.',
    deadlineAt: 'The instant at which time alone moves it on.',
    attempt: 'The pass that is under way, from 1.',
    lastResult: 'Of the latest delivery; null before the first has ended.',
    standing: '`spent`: not dialled again in this task; `invalid`: nobody can be reached there.',
    ordinal: 'The place in the order of the deliveries of the task, from 1.',
    abandoned: 'Answered by a person, and ended before a representative was there.',
    connect: 'Connected to a representative, of the calls made; null before the first.',
    abandonment: 'Abandoned, of the calls made; null before the first.',
    reranked: 'Ready, at another place in the order.',
    closed: 'Given up: no attempt, number or time is left to them, though a text may follow.',
    regated: 'At another time, or from waiting to ready, or back.',
    left: 'As they were.',
    toCome: 'Still to be looked at, within seconds.',
  },
  ...{
    ProactiveEngagementConfigId: 'The engagement.',
    'CCaaS_CreateOperationRequest.DeliveryId':
      'The delivery or delivery task to cancel; for Cancel alone.',
  },
};
