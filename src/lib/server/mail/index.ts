/** E-mail: an outbox filled by the transactions that have something to tell, and its sender. */
export { lettersOf, type Letter } from './letter.ts';
export { listMails, retryMail, type MailOnList } from './list.ts';
export { keepMailing, sendDue, type Sent } from './send.ts';
export { openSmtp, type Deliver, type MailToSend } from './smtp.ts';
export { dropMails, mailsLeave, writeMail, type MailContent, type NewMail } from './write.ts';
