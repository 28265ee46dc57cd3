//! Journeys: the built binary, walked by an HTTP client that keeps cookies and knows only what the design fixes.
//! Each file tells the stories of one concern; the test's name says who does what.

mod binary;
mod brake;
mod bytes;
mod comments;
mod crash;
mod demo;
mod disk;
mod doctor;
mod erasure;
mod flood;
mod leaving;
mod mail;
mod mail_server;
mod mailbox;
mod mariadb;
mod nodes;
mod operator;
mod outage;
mod packaging;
mod post_office;
mod recovery;
mod restore;
mod rows;
mod servers;
mod service;
mod signing_up;
mod start;
mod stop;
mod texts;
mod tutorial;
mod variants;
mod visitor;
mod watching;
